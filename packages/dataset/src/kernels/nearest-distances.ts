import { hammingDistance } from './hamming-distance.js';

/** So many hashes are compared with all others; more, evenly picked, would only cost time. */
const mostQueries = 2000;

/**
 * The distance in bits of 64-bit hashes to the nearest other one, for at most 2000 of them, evenly picked. O(queries · n).
 * @param hashes two or more
 */
export function nearestDistances(hashes: BigUint64Array): Uint8Array {
  const words = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const queries = Math.min(mostQueries, hashes.length);
  const distances = new Uint8Array(queries);
  for (let q = 0; q < queries; q++) {
    const own = Math.floor((q * hashes.length) / queries);
    let nearest = 64;
    for (let other = 0; other < hashes.length && nearest > 0; other++)
      if (other !== own) nearest = Math.min(nearest, hammingDistance(words, own, other));
    distances[q] = nearest;
  }
  return distances;
}
