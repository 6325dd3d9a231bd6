import type { ByteReader } from './byte-reader.js';
import type { Orientation } from './image-header.js';

const orientationTag = 0x0112;
const bytesPerEntry = 12;

/**
 * The orientation in a TIFF block (EXIF's own form) that begins at `start`; 1 where the block has none or is broken,
 * as viewers and OpenCV do. TIFF 6.0, section 2; EXIF 2.3, tag 0x0112.
 */
export function readExifOrientation(reader: ByteReader, start: number, end: number): Orientation {
  if (start + 8 > end || end > reader.length) return 1;
  const order = reader.ascii(start, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const littleEndian = order === 'II';
  const directory = start + reader.u32(start + 4, littleEndian);
  if (directory + 2 > end) return 1;
  const entries = reader.u16(directory, littleEndian);
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * bytesPerEntry;
    if (entry + bytesPerEntry > end) return 1;
    if (reader.u16(entry, littleEndian) === orientationTag) return toOrientation(reader.u16(entry + 8, littleEndian));
  }
  return 1;
}

export function toOrientation(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}
