import { hammingDistance } from './hamming-distance.js';

/**
 * Calls `found` for pairs of 64-bit hashes that differ in at most `maxDistance` bits. Two hashes that differ in three bits or
 * fewer agree in one of four 16-bit parts, so only those that share a part are compared: exact for `maxDistance` up to 3. A pair
 * that shares several parts is found once for each.
 */
export function nearPairs(hashes: BigUint64Array, maxDistance: number, found: (a: number, b: number) => void): void {
  const words = new Uint32Array(hashes.buffer, hashes.byteOffset, hashes.length * 2);
  const parts = new Uint16Array(hashes.buffer, hashes.byteOffset, hashes.length * 4);
  for (let part = 0; part < 4; part++) {
    const buckets = new Map<number, number[]>();
    for (let b = 0; b < hashes.length; b++) {
      const key = parts[4 * b + part]!;
      const bucket = buckets.get(key);
      if (!bucket) {
        buckets.set(key, [b]);
        continue;
      }
      for (const a of bucket) if (hammingDistance(words, a, b) <= maxDistance) found(a, b);
      bucket.push(b);
    }
  }
}
