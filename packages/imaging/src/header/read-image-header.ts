import { UnreadableImageError } from '../errors.js';
import { type ByteReader, createByteReader } from './byte-reader.js';
import { describeContent, detectFormat } from './detect-format.js';
import type { ImageFormat, ImageHeader } from './image-header.js';
import { readJpegHeader } from './read-jpeg-header.js';
import { readPngHeader } from './read-png-header.js';
import { readTiffHeader } from './read-tiff-header.js';
import { readWebpHeader } from './read-webp-header.js';

const readers: Record<ImageFormat, (reader: ByteReader, bytes: Uint8Array) => ImageHeader> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  webp: readWebpHeader,
  tiff: (_, bytes) => readTiffHeader(bytes),
  gif: (reader) => upright('gif', reader.u16(6, true), reader.u16(8, true)),
  bmp: readBmpHeader,
};

/**
 * Format, stored size and EXIF orientation from a file's bytes, without decoding pixels. The content decides, not a
 * file name. For JPEG, PNG, GIF and BMP a prefix of the file that reaches the frame header is enough.
 * @throws UnreadableImageError or DefectiveImageError when the bytes are no image, are cut off within the header, or have no size.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  const format = detectFormat(bytes);
  if (!format)
    throw new UnreadableImageError(
      `The content is ${describeContent(bytes)}; expected a JPEG, PNG, WebP, GIF, BMP or TIFF image.`,
    );
  const header = readers[format](createByteReader(bytes), bytes);
  if (header.storedWidthPx < 1 || header.storedHeightPx < 1)
    throw new UnreadableImageError(
      `The ${format} image says it is ${header.storedWidthPx} × ${header.storedHeightPx} pixels: it is damaged. Export it again.`,
    );
  return header;
}

/** OS/2's short header holds sizes of 16 bits; a negative height says that rows are stored from the top. */
function readBmpHeader(reader: ByteReader): ImageHeader {
  return reader.u32(14, true) === 12
    ? upright('bmp', reader.u16(18, true), reader.u16(20, true))
    : upright('bmp', Math.abs(reader.i32(18)), Math.abs(reader.i32(22)));
}

function upright(format: ImageFormat, storedWidthPx: number, storedHeightPx: number): ImageHeader {
  return { format, storedWidthPx, storedHeightPx, orientation: 1 };
}
