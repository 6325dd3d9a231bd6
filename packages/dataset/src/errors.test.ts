import { describe, expect, it } from 'vitest';
import { ClassNotInListError, LabelAttributeNotFoundError, ShardsMissingError } from './errors.js';

describe('messages', () => {
  it('of a class that nothing in the list resembles name the first ten of it', () => {
    const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `class ${i}`);
    expect(new ClassNotInListError('drill', 'a:1', undefined, names(2)).message).toContain('It has: class 0, class 1.');
    expect(new ClassNotInListError('drill', 'a:1', undefined, names(11)).message).toContain('class 9, ….');
  });

  it('of an attribute that is nowhere say what was found', () => {
    expect(new LabelAttributeNotFoundError('tools', []).message).toContain('Found: none.');
  });

  it('of missing shards speak of one and of several', () => {
    expect(new ShardsMissingError([2], 3, 60_000, 'read').message).toMatch(
      /^Waited for shard 2 of 3.* 60 s\. Start it /,
    );
    expect(new ShardsMissingError([1, 2], 3, 500, 'read').message).toMatch(/^Waited for shards 1, 2 of 3.*Start them /);
  });
});
