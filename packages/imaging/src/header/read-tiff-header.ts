import { UnreadableImageError } from '../errors.js';
import type { ByteReader } from './byte-reader.js';
import type { ImageHeader } from './image-header.js';
import { toOrientation } from './read-exif-orientation.js';

const tags = { width: 256, height: 257, orientation: 274 };
const longType = 4;

/** The first directory's width, height and orientation. TIFF 6.0, section 8. */
export function readTiffHeader(reader: ByteReader): ImageHeader {
  const littleEndian = reader.ascii(0, 2) === 'II';
  const directory = reader.u32(4, littleEndian);
  const values = new Map<number, number>();
  for (let index = 0; index < reader.u16(directory, littleEndian); index++) {
    const entry = directory + 2 + index * 12;
    const isLong = reader.u16(entry + 2, littleEndian) === longType;
    const value = isLong ? reader.u32(entry + 8, littleEndian) : reader.u16(entry + 8, littleEndian);
    values.set(reader.u16(entry, littleEndian), value);
  }
  const storedWidthPx = values.get(tags.width);
  const storedHeightPx = values.get(tags.height);
  if (!storedWidthPx || !storedHeightPx)
    throw new UnreadableImageError('The TIFF names no width or height: it is damaged. Export it again.');
  return {
    format: 'tiff',
    storedWidthPx,
    storedHeightPx,
    orientation: toOrientation(values.get(tags.orientation) ?? 1),
  };
}
