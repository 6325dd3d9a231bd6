/** The different dHashes of a set of images, in ascending order, so that the images' own order decides nothing. */
export interface DistinctHashes {
  /** Each as two 32-bit words. */
  readonly words: Uint32Array;
  /** The position of each image's hash; -1 for an image without one. */
  readonly hashOf: Int32Array;
  /** How many images have each hash. */
  readonly images: Int32Array;
}

/** @param dHashes of each image as 16 hexadecimal digits; `undefined` where it could not be hashed */
export function toDistinctHashes(dHashes: readonly (string | undefined)[]): DistinctHashes {
  const distinct = [...new Set(dHashes.filter((hash) => hash !== undefined))].sort();
  const positions = new Map(distinct.map((hash, position) => [hash, position]));
  const hashOf = Int32Array.from(dHashes, (hash) => (hash === undefined ? -1 : (positions.get(hash) ?? -1)));
  const images = new Int32Array(distinct.length);
  for (const hash of hashOf) if (hash >= 0) images[hash] = (images[hash] ?? 0) + 1;
  const words = Uint32Array.from({ length: 2 * distinct.length }, (_, at) =>
    Number.parseInt((distinct[at >> 1] ?? '').slice(at % 2 === 0 ? 0 : 8, at % 2 === 0 ? 8 : 16), 16),
  );
  return { words, hashOf, images };
}
