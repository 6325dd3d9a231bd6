import { assertDecodable, toUnreadableError } from './decode-image.js';
import { loadSharp } from './load-sharp.js';

export interface ThumbnailOptions {
  /** The longer side is at most this. Default 288. */
  readonly sidePx?: number;
}

export interface Thumbnail {
  readonly webp: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Larger images are refused before they are decoded; as many as Ground Truth takes. */
const maxPixels = 100_000_000;

/**
 * A small upright picture of an image, about 10 KB. Of an image that is cut off, what there is: to look at, not to train on.
 * @throws UnreadableImageError for bytes that no picture can be made of; UnsupportedImageError for HEIC.
 */
export async function makeThumbnail(bytes: Uint8Array, { sidePx = 288 }: ThumbnailOptions = {}): Promise<Thumbnail> {
  assertDecodable(bytes);
  const sharp = await loadSharp();
  try {
    const { data, info } = await sharp(bytes, { failOn: 'none', limitInputPixels: maxPixels })
      .autoOrient()
      .resize({ width: sidePx, height: sidePx, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 62 })
      .toBuffer({ resolveWithObject: true });
    return { webp: data, widthPx: info.width, heightPx: info.height };
  } catch (error) {
    throw toUnreadableError(error);
  }
}
