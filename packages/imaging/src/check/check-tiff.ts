import { DefectiveImageError } from '../errors.js';
import { toOrientation } from '../header/read-exif-orientation.js';
import { assertTiffJpegs, type TiffPart } from './assert-tiff-jpegs.js';
import type { FormatCheck, ImageFlaw } from './image-flaw.js';
import { readTiffDirectory, type TiffDirectory } from '../header/read-tiff-directory.js';

const tags = {
  ...{ width: 256, height: 257, rowsPerStrip: 278, tileWidth: 322, tileHeight: 323 },
  ...{ bitsPerSample: 258, compression: 259, photometric: 262, stripOffsets: 273, orientation: 274, samples: 277 },
  ...{ stripBytes: 279, tileOffsets: 324, tileBytes: 325, sampleFormat: 339 },
};
/** None, CCITT, LZW, JPEG, deflate and PackBits: what the wheels of both Pillow and OpenCV can unpack. */
const compressions: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 32_773, 32_946];
const jpeg = 7;
/** Grey in both directions, RGB, palette, CMYK, YCbCr and Lab. */
const photometrics: readonly number[] = [0, 1, 2, 3, 5, 6, 8];
const depths: readonly number[] = [1, 2, 4, 8, 16];

/** TIFF and DNG, of which both readers take the first page. OpenCV doesn't open one whose orientation swaps the sides. */
export const checkTiff: FormatCheck = (bytes) => {
  const directory = readTiffDirectory(bytes);
  assertKind(directory);
  assertStrips(directory, bytes.length);
  if (directory.values.get(tags.compression)?.[0] === jpeg)
    assertTiffJpegs(directory, bytes, listParts(directory, bytes));
  const orientation = toOrientation(directory.values.get(tags.orientation)?.[0] ?? 1);
  return {
    orientation,
    openCvOrientation: orientation,
    flaws: orientation >= 5 ? [swapped(directory, orientation)] : [],
  };
};

function assertKind({ values }: TiffDirectory): void {
  const compression = values.get(tags.compression)?.[0] ?? 1;
  if (!compressions.includes(compression)) throw damaged(`the compression ${compression}, which OpenCV does not read`);
  const photometric = values.get(tags.photometric)?.[0] ?? 0;
  if (!photometrics.includes(photometric))
    throw damaged(`colours of the kind ${photometric}, which YOLOv5 does not read`);
  const bits = values.get(tags.bitsPerSample) ?? [1];
  const format = values.get(tags.sampleFormat)?.[0] ?? 1;
  if (format !== 1 || bits.some((depth) => depth !== bits[0] || !depths.includes(depth)))
    throw damaged(
      `samples of ${bits.join(', ')} bits${format === 1 ? '' : ' that are no plain whole numbers'}; 8 or 16 bits are read`,
    );
}

function assertStrips({ values }: TiffDirectory, length: number): void {
  const isTiled = values.has(tags.tileOffsets);
  const offsets = values.get(isTiled ? tags.tileOffsets : tags.stripOffsets) ?? [];
  const sizes = values.get(isTiled ? tags.tileBytes : tags.stripBytes) ?? [];
  if (offsets.length === 0) throw damaged('no pixels');
  if (offsets.some((offset, i) => offset + (sizes[i] ?? 1) > length))
    throw new DefectiveImageError(
      'image-truncated',
      'the tiff file is cut off: its pixels are not all there. Copy it again from its source.',
    );
}

function listParts({ values }: TiffDirectory, bytes: Uint8Array): TiffPart[] {
  const first = (tag: number): number | undefined => values.get(tag)?.[0];
  const [imageWidthPx, imageHeightPx] = [first(tags.width) ?? 0, first(tags.height) ?? 0];
  const isTiled = values.has(tags.tileOffsets);
  const widthPx = isTiled ? (first(tags.tileWidth) ?? 0) : imageWidthPx;
  const rowsPx = isTiled
    ? (first(tags.tileHeight) ?? 0)
    : Math.min(first(tags.rowsPerStrip) ?? Infinity, imageHeightPx);
  const stripsDown = Math.ceil(imageHeightPx / rowsPx);
  const sizes = values.get(isTiled ? tags.tileBytes : tags.stripBytes) ?? [];
  return (values.get(isTiled ? tags.tileOffsets : tags.stripOffsets) ?? []).map((offset, i) => {
    const isLast = !isTiled && i % stripsDown === stripsDown - 1;
    const heightPx = isLast ? imageHeightPx - (stripsDown - 1) * rowsPx : rowsPx;
    return { bytes: bytes.subarray(offset, offset + (sizes[i] ?? 0)), widthPx, heightPx, isLast };
  });
}

function swapped({ littleEndian, placeOf }: TiffDirectory, orientation: number): ImageFlaw {
  const at = placeOf.get(tags.orientation) ?? 0;
  return {
    code: 'orientation-unreadable',
    message: `it has the orientation ${orientation}, with which OpenCV does not open a TIFF.`,
    edits: [{ from: at, to: at + 2, replacement: Uint8Array.of(littleEndian ? 1 : 0, littleEndian ? 0 : 1) }],
  };
}

function damaged(found: string): DefectiveImageError {
  return new DefectiveImageError('image-damaged', `the tiff file has ${found}. Convert it to JPEG or PNG.`);
}
