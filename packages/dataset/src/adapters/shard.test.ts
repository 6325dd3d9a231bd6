import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { isOwn, parseShard } from './shard.js';

describe(parseShard, () => {
  it('counts from one, as test runners do', () => {
    expect(parseShard('2/3')).toEqual({ index: 1, count: 3 });
  });

  it.each(['0/3', '4/3', '1', '1/0', 'a/b', '', '-1/3', '1/3/5'])('refuses %j', (text) => {
    expect(() => parseShard(text)).toThrow(InvalidOptionError);
  });
});

describe(isOwn, () => {
  it('gives every position to exactly one shard', () => {
    const shards = [0, 1, 2].map((index) => ({ index, count: 3 }));
    for (let position = 0; position < 10; position++)
      expect(shards.filter((shard) => isOwn(shard, position))).toHaveLength(1);
  });
});
