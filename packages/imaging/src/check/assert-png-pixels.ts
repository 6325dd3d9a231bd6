import { constants, inflateSync } from 'node:zlib';
import type { PngHeader } from './png-header.js';
import { damaged } from './read-png-chunks.js';

/** Adam7: first column, first row, and their steps. PNG third edition, section 8. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Inflates the pixels, because checksums say nothing of a stream that was cut or broken before it was written: libpng then
 * gives no image at all, and YOLOv5 ends with an error in the middle of the training. Every row must be there, with a filter
 * that exists.
 * @throws DefectiveImageError
 */
export function assertPngPixels(idat: readonly Uint8Array[], header: PngHeader): void {
  const rows = [...rowsOf(header)];
  const expected = rows.reduce((sum, { count, bytes }) => sum + count * bytes, 0);
  const pixels = inflate(idat, expected);
  if (pixels.length < expected) throw damaged('has fewer rows of pixels than its header says');
  let at = 0;
  for (const { count, bytes } of rows)
    for (let i = 0; i < count; i++, at += bytes)
      if ((pixels[at] ?? 0) > 4) throw damaged('has rows of pixels with an unknown filter');
}

/** Rows of each pass with their bytes, the filter byte included. */
function* rowsOf({
  widthPx,
  heightPx,
  bitsPerPixel,
  isInterlaced,
}: PngHeader): Generator<{ count: number; bytes: number }> {
  for (const [left, top, stepX, stepY] of isInterlaced ? passes : [[0, 0, 1, 1] as const]) {
    const width = Math.ceil((widthPx - left) / stepX);
    const count = Math.ceil((heightPx - top) / stepY);
    if (width > 0 && count > 0) yield { count, bytes: 1 + Math.ceil((width * bitsPerPixel) / 8) };
  }
}

function inflate(idat: readonly Uint8Array[], expected: number): Uint8Array {
  const packed = idat.length === 1 && idat[0] ? idat[0] : Buffer.concat(idat);
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(expected, 1), chunkSize: 1 << 18 });
  } catch (error) {
    if (!isTooLong(error)) throw damaged('has pixels that do not unpack');
    // More rows than needed harm nobody.
    return inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
