import type { Orientation } from '../header/image-header.js';
import { toOrientation } from '../header/read-exif-orientation.js';
import { exifTags as tags, singleValueTags, typeSizes } from './exif-tags.js';

/** What an EXIF block says of orientation, and whether its readers agree. */
export interface ExifReading {
  /** As a viewer shows the image; 1 where nothing is said. */
  readonly orientation: Orientation;
  /** As OpenCV turns the pixels by it: two bytes, whatever the entry's type. */
  readonly openCvOrientation: Orientation;
  /** Whether it says anything of it. */
  readonly isStated: boolean;
  /** Whether OpenCV and Pillow, which read the block each in its own way, find the same orientation. */
  readonly isPlain: boolean;
  /** Whether Pillow reads it without a warning. */
  readonly isSound: boolean;
}

export const noExif: ExifReading = {
  orientation: 1,
  openCvOrientation: 1,
  isStated: false,
  isPlain: true,
  isSound: true,
};

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where its four bytes of value or offset stand. */
  readonly at: number;
}

interface Directory {
  readonly entries: readonly Entry[];
  readonly isSound: boolean;
}

/**
 * Reads a TIFF block as EXIF holds it. OpenCV takes the two bytes of the entry 0x0112 whatever its type and gives up at the
 * first entry that it can't read; Pillow minds type and count, and the Exif directory overrules the first one. Where the two
 * may part, the block isn't plain. TIFF 6.0, section 2; EXIF 2.3, tag 0x0112.
 */
export function readExifBlock(block: Uint8Array): ExifReading {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const order = block.length < 8 ? '' : String.fromCharCode(block[0] ?? 0, block[1] ?? 0);
  if (order !== 'II' && order !== 'MM') return noExif;
  const littleEndian = order === 'II';
  const magic = view.getUint16(2, littleEndian);
  // 0x2a00: Pillow takes a mark in the wrong byte order, OpenCV doesn't. Any other: neither reads on.
  if (magic !== 0x2a && magic !== 0x2a00) return noExif;
  const first = readDirectory(view, view.getUint32(4, littleEndian), littleEndian, true);
  const inner = first.entries
    .filter(({ tag, type }) => (tag === tags.exifDirectory || tag === tags.gpsDirectory) && typeSizes[type] === 4)
    .map(({ tag, at }) => ({ tag, ...readDirectory(view, view.getUint32(at, littleEndian), littleEndian, false) }));
  const isSound = first.isSound && inner.every((directory) => directory.isSound);
  const all = [
    first.entries,
    ...inner.filter(({ tag }) => tag === tags.exifDirectory).map(({ entries }) => entries),
  ].flat();
  const found = all.filter(({ tag }) => tag === tags.orientation);
  const isPlain =
    magic === 0x2a &&
    found.length <= 1 &&
    !all.some(isReadApart) &&
    found.every((entry) => first.entries.includes(entry));
  const values = found.map((entry) => readValue(view, entry, littleEndian));
  const orientation = toOrientation(values[0] ?? 1);
  const own = magic === 0x2a ? first.entries.find(({ tag }) => tag === tags.orientation) : undefined;
  return {
    orientation,
    openCvOrientation: toOrientation(own ? view.getUint16(own.at, littleEndian) : 1),
    isStated: found.length > 0,
    isPlain: isPlain || values.every((value) => toOrientation(value) === 1),
    isSound,
  };
}

/** Entries of one directory as far as they can be read. */
function readDirectory(view: DataView, offset: number, littleEndian: boolean, hasNext: boolean): Directory {
  const entries: Entry[] = [];
  const end = view.byteLength;
  if (offset + 2 > end) return { entries, isSound: false };
  const count = view.getUint16(offset, littleEndian);
  let isSound = true;
  let outOfLine = 0;
  for (let i = 0; i < count; i++) {
    const start = offset + 2 + 12 * i;
    const entry = readEntry(view, start, littleEndian);
    if (!entry) return { entries, isSound: false };
    entries.push(entry);
    const size = entry.count * (typeSizes[entry.type] ?? 0);
    if (entry.count > 1 && entry.type !== 2 && typeSizes[entry.type] && singleValueTags.has(entry.tag)) isSound = false;
    if (size <= 4) continue;
    outOfLine += size;
    if (outOfLine > end || view.getUint32(entry.at, littleEndian) + size > end) isSound = false;
  }
  return { entries, isSound: isSound && (!hasNext || offset + 2 + 12 * count + 4 <= end) };
}

function readEntry(view: DataView, start: number, littleEndian: boolean): Entry | undefined {
  if (start + 12 > view.byteLength) return undefined;
  return {
    tag: view.getUint16(start, littleEndian),
    type: view.getUint16(start + 2, littleEndian),
    count: view.getUint32(start + 4, littleEndian),
    at: start + 8,
  };
}

/** Whether OpenCV reads an entry otherwise than its type says. */
function isReadApart({ tag, type, count }: Entry): boolean {
  if (tag === tags.orientation) return type !== 3 || count !== 1;
  return tags.rationals.has(tag) && typeSizes[type] !== 8;
}

function readValue(view: DataView, { type, at }: Entry, littleEndian: boolean): number {
  if (type === 4 || type === 9) return view.getUint32(at, littleEndian);
  return view.getUint16(at, littleEndian) || view.getUint8(at);
}
