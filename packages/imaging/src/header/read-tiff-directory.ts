import { DefectiveImageError } from '../errors.js';
import { typeSizes } from '../exif/exif-tags.js';

/** The first directory of a TIFF: each tag's whole numbers, and where an entry's value stands. */
export interface TiffDirectory {
  readonly littleEndian: boolean;
  readonly values: ReadonlyMap<number, readonly number[]>;
  /** Where the value of a tag stands: in its entry, where it fits in there. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** How many bytes the value of a tag has. */
  readonly sizeOf: ReadonlyMap<number, number>;
}

const bigMagic = 43;
const wideTypeSizes: Readonly<Record<number, number>> = { ...typeSizes, 16: 8, 17: 8, 18: 8 };

/**
 * TIFF 6.0, section 2, and BigTIFF.
 * @throws DefectiveImageError where an entry or its value is not in the file
 */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const isBig = bytes.length >= 16 && view.getUint16(2, littleEndian) === bigMagic;
  const inside = (at: number, size: number): number => {
    if (at + size > bytes.length) throw cutOff();
    return at;
  };
  const wide = (at: number): number => Number(view.getBigUint64(inside(at, 8), littleEndian));
  const long = (at: number): number => view.getUint32(inside(at, 4), littleEndian);
  const offsetAt = isBig ? wide : long;
  const start = offsetAt(isBig ? 8 : 4);
  const count = isBig ? wide(start) : view.getUint16(inside(start, 2), littleEndian);
  const [firstEntry, entryBytes, inlineBytes] = isBig ? [start + 8, 20, 8] : [start + 2, 12, 4];
  inside(firstEntry + count * entryBytes, inlineBytes);
  const values = new Map<number, readonly number[]>();
  const placeOf = new Map<number, number>();
  const sizeOf = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const entry = firstEntry + i * entryBytes;
    const [tag, type] = [view.getUint16(entry, littleEndian), view.getUint16(entry + 2, littleEndian)];
    const length = isBig ? wide(entry + 4) : long(entry + 4);
    const size = length * (wideTypeSizes[type] ?? 0);
    const inline = entry + entryBytes - inlineBytes;
    const at = inside(size <= inlineBytes ? inline : offsetAt(inline), size);
    if (values.has(tag)) continue;
    values.set(tag, readNumbers(view, at, type, length, littleEndian));
    placeOf.set(tag, at);
    sizeOf.set(tag, size);
  }
  return { littleEndian, values, placeOf, sizeOf };
}

/** BYTE, SHORT, LONG and LONG8; other types hold nothing that the checks ask for. */
function readNumbers(view: DataView, at: number, type: number, length: number, littleEndian: boolean): number[] {
  const readers: Readonly<Record<number, (offset: number) => number>> = {
    1: (offset) => view.getUint8(offset),
    3: (offset) => view.getUint16(offset, littleEndian),
    4: (offset) => view.getUint32(offset, littleEndian),
    16: (offset) => Number(view.getBigUint64(offset, littleEndian)),
  };
  const read = readers[type];
  return read ? Array.from({ length }, (_, i) => read(at + i * (wideTypeSizes[type] ?? 0))) : [];
}

function cutOff(): DefectiveImageError {
  return new DefectiveImageError(
    'image-truncated',
    'the tiff file is cut off: parts that it names are missing. Copy it again from its source.',
  );
}
