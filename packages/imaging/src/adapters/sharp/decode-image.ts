import type { Sharp } from 'sharp';
import { ImagingError, UnreadableImageError, UnsupportedImageError } from '../../errors.js';
import { describeContent, detectFormat } from '../../header/detect-format.js';
import { type UprightSize, uprightSize } from '../../header/image-header.js';
import { readImageHeader } from '../../header/read-image-header.js';
import { chooseConversion } from '../../pixels/choose-conversion.js';
import type { RgbImage } from '../../rgb-image.js';
import { loadSharp } from './load-sharp.js';
import { readRgb } from './read-rgb.js';

export interface DecodeOptions {
  /** Refuse images of more pixels than this, before decoding them. Default 100 million, Ground Truth's own limit. */
  readonly maxPixels?: number;
  /**
   * Decode a JPEG at a half, a quarter or an eighth of its size where its longer side keeps at least so many pixels: libjpeg then
   * computes fewer of them. Other formats, and JPEGs that are too small for it, are decoded whole.
   */
  readonly leastSidePx?: number;
}

/** An image as decoded, and the size that it has as a file: the same unless it was decoded at a fraction. */
export interface DecodedImage extends RgbImage {
  readonly fullWidthPx: number;
  readonly fullHeightPx: number;
}

const defaultMaxPixels = 100_000_000;

/**
 * Image bytes to upright RGB pixels, bit for bit as `cv2.imread` gives them where OpenCV reads the format: EXIF orientation
 * applied, colour profiles ignored (OpenCV knows none), alpha dropped (in TIFF multiplied), grey spread over three channels, CMYK by
 * OpenCV's formula, 16 bits cut to 8. Of a GIF, WebP or TIFF with several pictures the first.
 * @throws UnreadableImageError for bytes that are no image, are cut off or have too many pixels; UnsupportedImageError for HEIC and BMP.
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DecodedImage> {
  assertDecodable(bytes);
  const sharp = await loadSharp();
  try {
    const image = sharp(bytes, {
      ignoreIcc: true,
      failOn: 'error',
      limitInputPixels: options.maxPixels ?? defaultMaxPixels,
    }).autoOrient();
    const full = options.leastSidePx === undefined ? undefined : sizeToScale(bytes);
    const scaled = full && options.leastSidePx ? shrink(image, full, options.leastSidePx) : image;
    const decoded = await readRgb(scaled, chooseConversion(bytes));
    return {
      ...decoded,
      fullWidthPx: full?.widthPx ?? decoded.widthPx,
      fullHeightPx: full?.heightPx ?? decoded.heightPx,
    };
  } catch (error) {
    throw toUnreadableError(error);
  }
}

function sizeToScale(bytes: Uint8Array): UprightSize | undefined {
  return detectFormat(bytes) === 'jpeg' ? uprightSize(readImageHeader(bytes)) : undefined;
}

/** Sides are rounded down, so that libjpeg's own scaling is all that is done; a last odd row or column is left out. */
function shrink(image: Sharp, { widthPx, heightPx }: UprightSize, leastSidePx: number): Sharp {
  const factor = [8, 4, 2].find((by) => Math.max(widthPx, heightPx) / by >= leastSidePx);
  const [width, height] = [Math.floor(widthPx / (factor ?? 1)), Math.floor(heightPx / (factor ?? 1))];
  if (!factor || width < 1 || height < 1) return image;
  return image.resize({ width, height, fit: 'fill', kernel: 'nearest', fastShrinkOnLoad: true });
}

export function assertDecodable(bytes: Uint8Array): void {
  const format = detectFormat(bytes);
  if (format === 'bmp') throw new UnsupportedImageError('BMP', 'Save it as PNG or JPEG first.');
  if (format) return;
  const content = describeContent(bytes);
  if (content === 'AVIF') return;
  if (content === 'HEIC')
    throw new UnsupportedImageError(
      'HEIC',
      'Convert it to JPEG first (on an iPhone: Camera, Formats, Most Compatible).',
    );
  throw new UnreadableImageError(`The content is ${content}; expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image.`);
}

export function toUnreadableError(error: unknown): UnreadableImageError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  const remedy = isTooLarge(error)
    ? 'Send it smaller.'
    : error instanceof ImagingError
      ? ''
      : 'It is cut off or damaged; export it again.';
  return new UnreadableImageError(`The image can't be decoded (${reason}). ${remedy}`.trim(), { cause: error });
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && /exceeds (pixel )?limit/i.test(error.message);
}
