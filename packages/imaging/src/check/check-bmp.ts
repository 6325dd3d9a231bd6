import { DefectiveImageError } from '../errors.js';
import type { FormatCheck } from './image-flaw.js';

const fileHeaderBytes = 14;
const coreHeaderBytes = 12;
const headerSizes: readonly number[] = [12, 40, 52, 56, 64, 108, 124];
const compressions = { none: 0, rle8: 1, rle4: 2, bitFields: 3 };

/** Masks that Pillow takes: red, green and blue of 16 and of 32 bits. */
const bitFields: readonly string[] = [
  '16:f800:7e0:1f',
  '16:7c00:3e0:1f',
  '32:ff0000:ff00:ff',
  '32:ff000000:ff0000:ff00',
  '32:ff000000:ff00:ff',
  '32:ff:ff00:ff0000',
  '32:0:0:0',
];

/** BMP: a header that both readers know, and a row of bytes for each row of pixels. */
export const checkBmp: FormatCheck = (bytes, { storedWidthPx, storedHeightPx }) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = bytes.length < 18 ? 0 : view.getUint32(14, true);
  if (!headerSizes.includes(headerBytes)) throw damaged(`a header of ${headerBytes} bytes`);
  if (fileHeaderBytes + headerBytes > bytes.length) throw cutOff();
  const isCore = headerBytes === coreHeaderBytes;
  if (!isCore && view.getInt32(18, true) < 0) throw damaged('a negative width');
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? compressions.none : view.getUint32(30, true);
  assertKind(view, bits, compression);
  if (!isCore && bits <= 8 && view.getUint32(46, true) > 256)
    throw damaged(`a palette of ${view.getUint32(46, true)} colours`);
  const pixelsFrom = view.getUint32(10, true) || defaultOffset(view, headerBytes, bits, compression);
  if (compression === compressions.rle8 || compression === compressions.rle4)
    assertRunLengths(bytes, pixelsFrom, compression === compressions.rle4);
  else if (pixelsFrom + Math.ceil((storedWidthPx * bits) / 32) * 4 * storedHeightPx > bytes.length) throw cutOff();
  return { orientation: 1, openCvOrientation: 1, flaws: [] };
};

function assertKind(view: DataView, bits: number, compression: number): void {
  const isPlain = compression === compressions.none && [1, 4, 8, 16, 24, 32].includes(bits);
  const isRunLength =
    (compression === compressions.rle8 && bits === 8) || (compression === compressions.rle4 && bits === 4);
  if (isPlain || isRunLength) return;
  const masks =
    compression === compressions.bitFields && view.byteLength >= 66
      ? [54, 58, 62].map((at) => view.getUint32(at, true).toString(16))
      : [];
  if (!bitFields.includes([bits, ...masks].join(':')))
    throw damaged(`${bits} bits with the compression ${compression}`);
}

function defaultOffset(view: DataView, headerBytes: number, bits: number, compression: number): number {
  const colors = bits > 8 ? 0 : (headerBytes > coreHeaderBytes && view.getUint32(46, true)) || 1 << bits;
  const masks = compression === compressions.bitFields && headerBytes === 40 ? 12 : 0;
  return fileHeaderBytes + headerBytes + masks + colors * (headerBytes === coreHeaderBytes ? 3 : 4);
}

/** Runs up to the mark that ends them. */
function assertRunLengths(bytes: Uint8Array, from: number, isFourBit: boolean): void {
  for (let at = from; at + 2 <= bytes.length;) {
    const [run = 0, value = 0] = bytes.subarray(at, at + 2);
    if (run === 0 && value === 1) return;
    const literal = isFourBit ? Math.ceil(value / 2) : value;
    at += 2 + (run > 0 || value === 0 ? 0 : value === 2 ? 2 : literal + (literal & 1));
  }
  throw cutOff();
}

function damaged(found: string): DefectiveImageError {
  return new DefectiveImageError('image-damaged', `the bmp file has ${found}: YOLOv5 can't read it. Export it again.`);
}

function cutOff(): DefectiveImageError {
  return new DefectiveImageError(
    'image-truncated',
    'the bmp file is cut off: its pixels are not all there. Copy it again from its source.',
  );
}
