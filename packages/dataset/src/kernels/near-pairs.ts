import { countBits } from './count-bits.js';

const chunks = 4;
const chunkBits = 16;
const chunkValues = 2 ** chunkBits;

/** Buckets of the hashes by the value of one of their 16-bit chunks. */
interface ChunkIndex {
  /** The hashes of value `v` stand in `members` from `starts[v]` to `starts[v + 1]`. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly valueOf: Uint16Array;
  /** What to flip in a value to reach every value near enough. */
  readonly masks: Int32Array;
  readonly radius: number;
}

/**
 * Visits every pair of 64-bit hashes that differ in at most `distance` bits, each once and `a < b`. Nothing is missed: by the
 * pigeonhole principle such a pair has one of its four 16-bit chunks near, how near each chunk has to be looked for is that of
 * multi-index hashing (M. Norouzi et al., "Fast Exact Search in Hamming Space", 2014).
 * @param words each hash as two 32-bit words
 * @param distance 0 to 16; the work grows steeply with it
 */
export function forEachNearPair(
  words: Uint32Array,
  distance: number,
  visit: (a: number, b: number, bits: number) => void,
): void {
  const indexes: ChunkIndex[] = [];
  for (let chunk = 0; chunk < chunks; chunk++) {
    const radius = Math.floor(distance / chunks) - (chunk <= distance % chunks ? 0 : 1);
    if (radius < 0) break;
    indexes.push(createChunkIndex(words, chunk, radius));
    visitByLastChunk(words, distance, indexes, visit);
  }
}

function createChunkIndex(words: Uint32Array, chunk: number, radius: number): ChunkIndex {
  const hashes = words.length / 2;
  const valueOf = new Uint16Array(hashes);
  const starts = new Int32Array(chunkValues + 1);
  for (let i = 0; i < hashes; i++) {
    valueOf[i] = words[2 * i + (chunk >> 1)]! >>> (16 * (chunk & 1));
    starts[valueOf[i]! + 1]! += 1;
  }
  for (let v = 0; v < chunkValues; v++) starts[v + 1]! += starts[v]!;
  const members = new Int32Array(hashes);
  const next = starts.slice();
  for (let i = 0; i < hashes; i++) members[next[valueOf[i]!]!++] = i;
  return { starts, members, valueOf, masks: listMasks(radius), radius };
}

function listMasks(radius: number): Int32Array {
  const masks = [0];
  let layer = masks;
  for (let bits = 1; bits <= radius; bits++) {
    layer = layer.flatMap(setOneHigherBit);
    masks.push(...layer);
  }
  return Int32Array.from(masks);
}

/** The mask with each of the bits above its highest set as well. */
function setOneHigherBit(mask: number): number[] {
  const from = 32 - Math.clz32(mask);
  return Array.from({ length: chunkBits - from }, (_, bit) => mask | (1 << (from + bit)));
}

/** The pairs that are near in the last chunk but in none before it, which have been visited. */
function visitByLastChunk(
  words: Uint32Array,
  distance: number,
  indexes: readonly ChunkIndex[],
  visit: (a: number, b: number, bits: number) => void,
): void {
  const { starts, members, valueOf, masks } = indexes.at(-1)!;
  const before = indexes.slice(0, -1);
  for (let a = 0; a < valueOf.length; a++)
    for (const mask of masks) {
      const value = valueOf[a]! ^ mask;
      for (let at = starts[value + 1]! - 1; at >= starts[value]!; at--) {
        const b = members[at]!;
        if (b <= a) break;
        const firstBits = countBits(words[2 * a]! ^ words[2 * b]!);
        if (firstBits > distance) continue;
        const bits = firstBits + countBits(words[2 * a + 1]! ^ words[2 * b + 1]!);
        if (bits <= distance && !isNearInAny(before, a, b)) visit(a, b, bits);
      }
    }
}

function isNearInAny(indexes: readonly ChunkIndex[], a: number, b: number): boolean {
  for (const { valueOf, radius } of indexes) if (countBits(valueOf[a]! ^ valueOf[b]!) <= radius) return true;
  return false;
}
