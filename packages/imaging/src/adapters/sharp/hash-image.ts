import type { Sharp } from 'sharp';
import { dHash } from '../../hash/d-hash.js';
import { toGreyGrid } from '../../hash/to-grey-grid.js';
import { readImageHeader } from '../../header/read-image-header.js';
import { uprightSize } from '../../header/image-header.js';
import { assertDecodable, toUnreadableError } from './decode-image.js';
import { loadSharp } from './load-sharp.js';

/** Each grid cell keeps at least this many pixels a side, so that decoding small changes no mean that matters. */
const leastWidthPx = 9 * 8;
const leastHeightPx = 8 * 8;

/**
 * The dHash of an upright image, decoded small: by the largest factor of 8, 4 and 2 that leaves 72 × 64 pixels, sides rounded
 * down. JPEG and WebP decoders scale as far as they can, then every n-th pixel is taken: no filter with fractions runs, so that
 * the hash is the same on every machine. Colour profiles and alpha are ignored.
 * @throws UnreadableImageError for bytes that are no image or are cut off; UnsupportedImageError for HEIC.
 */
export async function hashImage(bytes: Uint8Array): Promise<bigint> {
  assertDecodable(bytes);
  const sharp = await loadSharp();
  try {
    const upright = sharp(bytes, { ignoreIcc: true, failOn: 'error' }).autoOrient();
    const { data, info } = await shrink(upright, bytes)
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return dHash(toGreyGrid({ pixels: data, widthPx: info.width, heightPx: info.height }));
  } catch (error) {
    throw toUnreadableError(error);
  }
}

function shrink(image: Sharp, bytes: Uint8Array): Sharp {
  const { widthPx, heightPx } = uprightSize(readImageHeader(bytes));
  const factor = [8, 4, 2].find((by) => widthPx / by >= leastWidthPx && heightPx / by >= leastHeightPx);
  if (factor === undefined) return image;
  return image.resize({
    width: Math.floor(widthPx / factor),
    height: Math.floor(heightPx / factor),
    fit: 'fill',
    kernel: 'nearest',
    fastShrinkOnLoad: true,
  });
}
