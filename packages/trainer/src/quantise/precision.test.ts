import { describe, expect, it } from 'vitest';
import { parsePrecisions } from './precision.js';

describe(parsePrecisions, () => {
  it('keeps the order in which they are named', () => {
    expect(parsePrecisions('int8, fp32')).toEqual(['int8', 'fp32']);
    expect(parsePrecisions('fp16')).toEqual(['fp16']);
  });

  it.each(['', 'fp64', 'int8,', 'int8,int8'])('refuses %j', (text) => {
    expect(() => parsePrecisions(text)).toThrow(/expected fp32, fp16, int8/);
  });
});
