import { UnreadableImageError, UnsupportedImageError } from '../../errors.js';
import { describeContent, detectFormat } from '../../header/detect-format.js';
import type { RgbImage } from '../../rgb-image.js';
import { loadSharp } from './load-sharp.js';

export interface DecodeOptions {
  /** Refuse images of more pixels than this, before decoding them. Default 100 million, Ground Truth's own limit. */
  readonly maxPixels?: number;
}

const defaultMaxPixels = 100_000_000;

/**
 * Image bytes to upright RGB pixels, bit for bit as `cv2.imread` gives them: EXIF orientation applied, colour profiles
 * ignored (OpenCV knows none), alpha dropped, grey spread over three channels.
 * @throws UnreadableImageError for bytes that are no image or are cut off; UnsupportedImageError for HEIC.
 */
export async function decodeImage(bytes: Uint8Array, options: DecodeOptions = {}): Promise<RgbImage> {
  assertDecodable(bytes);
  const sharp = await loadSharp();
  try {
    const { data, info } = await sharp(bytes, {
      ignoreIcc: true,
      failOn: 'error',
      limitInputPixels: options.maxPixels ?? defaultMaxPixels,
    })
      .autoOrient()
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, widthPx: info.width, heightPx: info.height };
  } catch (error) {
    throw toUnreadableError(error);
  }
}

export function assertDecodable(bytes: Uint8Array): void {
  if (detectFormat(bytes)) return;
  const content = describeContent(bytes);
  if (content === 'AVIF') return;
  if (content === 'HEIC')
    throw new UnsupportedImageError(
      'HEIC',
      'Convert it to JPEG first (on an iPhone: Camera, Formats, Most Compatible).',
    );
  throw new UnreadableImageError(`The content is ${content}; expected a JPEG, PNG or WebP image.`);
}

export function toUnreadableError(error: unknown): UnreadableImageError {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return new UnreadableImageError(
    `The image can't be decoded (${reason}). It is cut off or damaged; export it again.`,
    {
      cause: error,
    },
  );
}
