/** In how many bits two 64-bit hashes differ. @param words two 32-bit words a hash  @param a @param b positions of the hashes */
export function hammingDistance(words: Uint32Array, a: number, b: number): number {
  return countBits(words[2 * a]! ^ words[2 * b]!) + countBits(words[2 * a + 1]! ^ words[2 * b + 1]!);
}

/** Bits set in a 32-bit word, added up in parallel (H. S. Warren, Hacker's Delight, 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
