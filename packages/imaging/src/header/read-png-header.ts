import type { ByteReader } from './byte-reader.js';
import type { ImageHeader } from './image-header.js';
import { readExifOrientation } from './read-exif-orientation.js';

const firstChunk = 8;

/** IHDR for the size, eXIf (where it comes before the pixels) for the orientation. PNG third edition, section 11. */
export function readPngHeader(reader: ByteReader): ImageHeader {
  const storedWidthPx = reader.u32(16);
  const storedHeightPx = reader.u32(20);
  for (let offset = firstChunk; offset + 8 <= reader.length; offset += 12 + reader.u32(offset)) {
    const type = reader.ascii(offset + 4, 4);
    if (type === 'IDAT') break;
    if (type === 'eXIf') {
      const start = offset + 8;
      const orientation = readExifOrientation(reader, start, start + reader.u32(offset));
      return { format: 'png', storedWidthPx, storedHeightPx, orientation };
    }
  }
  return { format: 'png', storedWidthPx, storedHeightPx, orientation: 1 };
}
