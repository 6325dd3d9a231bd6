import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLines } from './decode-lines.js';

async function linesOf(bytes: Uint8Array, chunkBytes: number): Promise<string[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const lines: string[] = [];
  for await (const { number, text } of decodeLines(chunks())) {
    lines.push(text);
    expect(number).toBe(lines.length);
  }
  return lines;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe(decodeLines, () => {
  it('gives the same lines wherever the chunks end', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\n\r\ufeff]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, size, end) => {
          expect(await linesOf(utf8(lines.map((text) => text + end).join('')), size)).toEqual(lines);
        },
      ),
    );
  });

  it('leaves out a byte order mark and keeps blank lines', async () => {
    expect(await linesOf(utf8('\ufeffa\n\nb'), 2)).toEqual(['a', '', 'b']);
  });

  it('yields nothing for an empty file', async () => {
    expect(await linesOf(new Uint8Array(), 1)).toEqual([]);
  });
});
