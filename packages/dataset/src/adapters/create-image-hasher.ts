/** The dHash of an image's bytes as 16 hexadecimal digits; `undefined` for one that can't be decoded. */
export type HashImage = (bytes: Uint8Array) => Promise<string | undefined>;

/** The decoder is loaded with the first image, so that who asks for no hashes doesn't wait for it. */
export function createImageHasher(): HashImage {
  return async (bytes) => (await import('./hash-image-bytes.js')).hashImageBytes(bytes);
}
