import { describe, expect, it } from 'vitest';
import { splitIntoParts } from './split-into-parts.js';

async function split(partBytes: number, ...texts: string[]): Promise<[number, string][]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  }
  const parts: [number, string][] = [];
  for await (const { number, bytes } of splitIntoParts(chunks(), partBytes))
    parts.push([number, Buffer.from(bytes).toString()]);
  return parts;
}

describe(splitIntoParts, () => {
  it.each([
    [
      ['abcdefgh'],
      [
        [1, 'abc'],
        [2, 'def'],
        [3, 'gh'],
      ],
    ],
    [
      ['a', 'b', 'c', 'de', 'f'],
      [
        [1, 'abc'],
        [2, 'def'],
      ],
    ],
    [['a'], [[1, 'a']]],
    [[], []],
  ])('makes %j parts of three', async (texts, parts) => {
    expect(await split(3, ...texts)).toEqual(parts);
  });
});
