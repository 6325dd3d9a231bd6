import { UnreadableImageError } from '../errors.js';
import type { ByteReader } from './byte-reader.js';
import type { ImageHeader, Orientation } from './image-header.js';
import { readExifOrientation } from './read-exif-orientation.js';

const firstChunk = 12;
const payload = 8;
const exifPrefix = 'Exif\0\0';

/** Lossy, lossless and extended WebP. RFC 9649. */
export function readWebpHeader(reader: ByteReader): ImageHeader {
  const kind = reader.ascii(firstChunk, 4);
  const start = firstChunk + payload;
  if (kind === 'VP8 ') return header(reader.u16(start + 6, true) & 0x3fff, reader.u16(start + 8, true) & 0x3fff);
  if (kind === 'VP8L') {
    const bits = reader.u32(start + 1, true);
    return header((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (kind === 'VP8X')
    return header(reader.u24(start + 4) + 1, reader.u24(start + 7) + 1, exifChunkOrientation(reader));
  throw new UnreadableImageError(`The WebP begins with an unknown chunk "${kind}": it is damaged. Export it again.`);
}

function header(storedWidthPx: number, storedHeightPx: number, orientation: Orientation = 1): ImageHeader {
  return { format: 'webp', storedWidthPx, storedHeightPx, orientation };
}

/** EXIF stands behind the pixels in WebP, so a caller that read a prefix of the file can't see it. */
function exifChunkOrientation(reader: ByteReader): Orientation {
  for (let offset = firstChunk; offset + payload <= reader.length;) {
    const size = reader.u32(offset + 4, true);
    const start = offset + payload;
    if (reader.ascii(offset, 4) === 'EXIF' && size >= exifPrefix.length)
      return readExifOrientation(
        reader,
        start + exifPrefixLength(reader, start),
        Math.min(start + size, reader.length),
      );
    offset += payload + size + (size & 1);
  }
  return 1;
}

/** Many writers keep JPEG's `Exif\0\0` before the TIFF block, which RFC 9649 doesn't ask for. */
function exifPrefixLength(reader: ByteReader, start: number): number {
  return start + exifPrefix.length <= reader.length && reader.ascii(start, exifPrefix.length) === exifPrefix
    ? exifPrefix.length
    : 0;
}
