import { countBits } from './count-bits.js';

/** So many hashes are compared with all others; more, evenly picked, would only cost time. */
const mostQueries = 2000;

/**
 * The distance in bits of 64-bit hashes to the nearest other one, for at most 2000 of them, evenly picked. O(queries · n).
 * @param words two or more hashes, each as two 32-bit words
 */
export function nearestDistances(words: Uint32Array): Uint8Array {
  const hashes = words.length / 2;
  const queries = Math.min(mostQueries, hashes);
  const distances = new Uint8Array(queries);
  for (let q = 0; q < queries; q++) {
    const own = Math.floor((q * hashes) / queries);
    let nearest = 64;
    for (let other = 0; other < hashes && nearest > 0; other++) {
      if (other === own) continue;
      const bits =
        countBits(words[2 * own]! ^ words[2 * other]!) + countBits(words[2 * own + 1]! ^ words[2 * other + 1]!);
      if (bits < nearest) nearest = bits;
    }
    distances[q] = nearest;
  }
  return distances;
}
