import { DefectiveImageError } from '../../errors.js';
import type { ImageFormat } from '../../header/image-header.js';
import { loadSharp } from './load-sharp.js';

/**
 * Decodes a WebP and forgets its pixels: its structure doesn't tell of damage within, for which OpenCV gives no image at all.
 * Other formats pass: checkImage knows all of a PNG or BMP, and damage within a JPEG's scans or a TIFF's strips stops nobody (for a
 * JPEG strip that stops OpenCV, checkImage reads its head).
 * @throws DefectiveImageError
 */
export async function assertDecodes(bytes: Uint8Array, format: ImageFormat): Promise<void> {
  if (format !== 'webp') return;
  const sharp = await loadSharp();
  try {
    await sharp(bytes, { failOn: 'error', limitInputPixels: false }).raw().toBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new DefectiveImageError('image-damaged', `the ${format} file can't be decoded (${reason}). Export it again.`);
  }
}
