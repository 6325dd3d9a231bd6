import type { ByteReader } from './byte-reader.js';
import type { ImageHeader, Orientation } from './image-header.js';
import { readExifOrientation } from './read-exif-orientation.js';

const exifMarker = 0xe1;
const exifPrefix = 'Exif\0\0';

/** Size and orientation of a JPEG. */
export function readJpegHeader(reader: ByteReader): ImageHeader {
  const { offset, orientation } = findFrame(reader);
  return {
    format: 'jpeg',
    storedHeightPx: reader.u16(offset + 3),
    storedWidthPx: reader.u16(offset + 5),
    orientation,
  };
}

/** 1 for grey, 3 for colour, 4 for CMYK and YCCK. */
export function readJpegComponentCount(reader: ByteReader): number {
  return reader.u8(findFrame(reader).offset + 7);
}

/** Walks the segments up to the frame header (SOF); answers where its length stands. ITU T.81, annex B. */
function findFrame(reader: ByteReader): { readonly offset: number; readonly orientation: Orientation } {
  let orientation: Orientation = 1;
  let offset = 2;
  for (;;) {
    const marker = nextMarker(reader, offset);
    offset = marker.end;
    if (isStandalone(marker.code)) continue;
    const length = reader.u16(offset);
    if (isFrameHeader(marker.code)) return { offset, orientation };
    if (marker.code === exifMarker && hasExif(reader, offset, length))
      orientation = readExifOrientation(reader, offset + 2 + exifPrefix.length, offset + length);
    offset += Math.max(2, length);
  }
}

/** Markers may be preceded by any number of fill bytes 0xFF; other bytes between them are passed over, as libjpeg does. */
function nextMarker(reader: ByteReader, from: number): { code: number; end: number } {
  let offset = from;
  for (;;) {
    while (reader.u8(offset) !== 0xff) offset++;
    while (reader.u8(offset) === 0xff) offset++;
    const code = reader.u8(offset++);
    if (code !== 0) return { code, end: offset };
  }
}

function isStandalone(code: number): boolean {
  return code === 0x01 || (code >= 0xd0 && code <= 0xd8);
}

/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
function isFrameHeader(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function hasExif(reader: ByteReader, offset: number, length: number): boolean {
  return length >= 8 + exifPrefix.length && reader.ascii(offset + 2, exifPrefix.length) === exifPrefix;
}
