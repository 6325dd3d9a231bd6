import { damaged } from './jpeg-damage.js';
import type { JpegSegment } from './walk-jpeg-segments.js';

/** How many codes there are of each length from 1 to 16 bits, and what they stand for. */
export interface HuffmanTable {
  readonly counts: Uint8Array;
  readonly symbols: Uint8Array;
}

type Kind = 'dc' | 'ac';
/** libjpeg-turbo has the tables 0 and 1 of the standard's annex K at hand where a baseline file has none, as in Motion JPEG. */
const standardTables: readonly number[] = [0, 1];
const mostDcSymbol = 15;

export function readHuffmanTables(segment: JpegSegment, tables: Map<string, HuffmanTable>): void {
  const { data } = segment;
  let at = 0;
  while (at + 17 <= data.length) {
    const head = data[at] ?? 0;
    const counts = data.subarray(at + 1, at + 17);
    const size = counts.reduce((sum, count) => sum + count, 0);
    if (size > 256 || (head & ~0x10) > 3) throw damaged(segment, 'a broken Huffman table');
    tables.set(keyOf(head & 0x10 ? 'ac' : 'dc', head & 3), { counts, symbols: data.subarray(at + 17, at + 17 + size) });
    at += 17 + size;
  }
  if (at !== data.length) throw damaged(segment, 'a broken Huffman table');
}

/**
 * The tables that a scan's components name: present, and codes that fit their lengths. A progressive scan uses the DC table in
 * its first pass over DC, the AC table in every band.
 */
export function assertHuffmanTables(
  scan: JpegSegment,
  tables: ReadonlyMap<string, HuffmanTable>,
  isProgressive: boolean,
): void {
  const count = scan.data[0] ?? 0;
  const [from = 0, , bits = 0] = scan.data.subarray(1 + 2 * count);
  const kinds: readonly Kind[] = !isProgressive ? ['dc', 'ac'] : from > 0 ? ['ac'] : bits >> 4 === 0 ? ['dc'] : [];
  for (let i = 0; i < count; i++)
    for (const kind of kinds) {
      const named = scan.data[2 + 2 * i] ?? 0;
      const index = kind === 'dc' ? named >> 4 : named & 15;
      const table = tables.get(keyOf(kind, index));
      if (table ? !isSound(table, kind) : isProgressive || !standardTables.includes(index))
        throw damaged(
          scan,
          `a scan whose Huffman table ${kind.toUpperCase()} ${index} is ${table ? 'broken' : 'missing'}`,
        );
    }
}

/** Codes are counted up within a length and doubled from one to the next; the code of ones alone is kept free (T.81, annex C). */
function isSound({ counts, symbols }: HuffmanTable, kind: Kind): boolean {
  if (kind === 'dc' && symbols.some((symbol) => symbol > mostDcSymbol)) return false;
  const last = counts.findLastIndex((count) => count > 0);
  let code = 0;
  for (let i = 0; i <= last; i++) {
    code += counts[i] ?? 0;
    if (code >= 2 ** (i + 1)) return false;
    code *= 2;
  }
  return true;
}

function keyOf(kind: Kind, index: number): string {
  return `${kind}${index}`;
}
