import { DefectiveImageError } from '../errors.js';

/** Reads integers at absolute offsets and says clearly when the bytes end too early. */
export interface ByteReader {
  readonly length: number;
  u8(offset: number): number;
  u16(offset: number, littleEndian?: boolean): number;
  u24(offset: number): number;
  u32(offset: number, littleEndian?: boolean): number;
  i32(offset: number): number;
  ascii(offset: number, length: number): string;
}

export function createByteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (offset: number, size: number): number => {
    if (offset < 0 || offset + size > view.byteLength) throw truncatedAt(view.byteLength);
    return offset;
  };
  return {
    length: view.byteLength,
    u8: (offset) => view.getUint8(at(offset, 1)),
    u16: (offset, littleEndian = false) => view.getUint16(at(offset, 2), littleEndian),
    u24: (offset) => view.getUint16(at(offset, 3), true) | (view.getUint8(offset + 2) << 16),
    u32: (offset, littleEndian = false) => view.getUint32(at(offset, 4), littleEndian),
    i32: (offset) => view.getInt32(at(offset, 4), true),
    ascii: (offset, length) => String.fromCharCode(...bytes.subarray(at(offset, length), offset + length)),
  };
}

function truncatedAt(length: number): DefectiveImageError {
  return new DefectiveImageError(
    'image-truncated',
    `The image ends after ${length} bytes, within its header: it is cut off. Copy or download it again.`,
  );
}
