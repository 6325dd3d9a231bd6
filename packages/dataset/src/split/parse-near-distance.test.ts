import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { parseNearDistance } from './parse-near-distance.js';

describe(parseNearDistance, () => {
  it('takes a number of bits, 4 without one', () => {
    expect([parseNearDistance(true), parseNearDistance('0'), parseNearDistance('16')]).toEqual([4, 0, 16]);
  });

  it.each(['17', '-1', '3.5', 'near', ''])('refuses %j', (value) => {
    expect(() => parseNearDistance(value)).toThrow(InvalidOptionError);
  });

  it('says what to write where it took a manifest for the number', () => {
    expect(() => parseNearDistance('output.manifest')).toThrow('Before a manifest write --group-near-duplicates=4');
    expect(() => parseNearDistance('17')).not.toThrow('Before a manifest');
  });
});
