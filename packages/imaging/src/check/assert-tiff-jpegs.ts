import { DefectiveImageError } from '../errors.js';
import type { TiffDirectory } from '../header/read-tiff-directory.js';
import { assertJpegSegments } from './assert-jpeg-segments.js';
import { type JpegSegment, jpegMarkers, walkJpegSegments, walkLaterSegments } from './walk-jpeg-segments.js';

const tags = { photometric: 262, samples: 277, planar: 284, jpegTables: 347 };
const ycbcr = 6;
const separate = 2;
const frameMarkers = [0xc0, 0xc1, 0xc2, 0xc9, 0xca];

/** The pixels that a strip or tile stands for. */
export interface TiffPart {
  readonly bytes: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** The part ends where the image does, of which libtiff may cut rows off. */
  readonly isLast: boolean;
}

/**
 * Finds a strip or tile that libtiff can't begin to decode (its JPEGPreDecode), for which OpenCV gives no image at all. Damage
 * that comes up later, in a scan's data as in strips of every other compression, leaves grey or odd pixels and stops nobody.
 * @throws DefectiveImageError
 */
export function assertTiffJpegs(directory: TiffDirectory, file: Uint8Array, parts: readonly TiffPart[]): void {
  const tables = readTables(directory, file);
  let lumaSampling: number | undefined;
  for (const part of parts) {
    assertStart(part.bytes);
    const segments = walkJpegSegments(part.bytes);
    const scanFrom = segments.at(-1)?.to ?? 0;
    assertJpegSegments([...tables, ...segments], () => walkLaterSegments(part.bytes, scanFrom));
    const frame = segments.find(({ marker }) => frameMarkers.includes(marker))?.data ?? Uint8Array.of();
    lumaSampling ??= samplingOfFirst(directory, frame);
    assertFrame(frame, part, directory, lumaSampling);
  }
}

/** Quantization and Huffman tables that all parts share; they end with an EOI of their own. */
function readTables({ placeOf, sizeOf }: TiffDirectory, file: Uint8Array): JpegSegment[] {
  const from = placeOf.get(tags.jpegTables);
  if (from === undefined) return [];
  const bytes = file.subarray(from, from + (sizeOf.get(tags.jpegTables) ?? 0));
  assertStart(bytes);
  const end = bytes.lastIndexOf(jpegMarkers.eoi);
  if (end < 2 || bytes[end - 1] !== 0xff) throw damaged('JPEG tables without an end');
  // A scan header ends the walk, as it does in a picture.
  const scan = Uint8Array.of(jpegMarkers.sos, 0, 2);
  return walkJpegSegments(Buffer.concat([bytes.subarray(0, end), scan])).slice(0, -1);
}

function assertStart(bytes: Uint8Array): void {
  if (bytes[0] !== 0xff || bytes[1] !== jpegMarkers.soi) throw damaged('JPEG data that do not begin as a JPEG');
}

/** YCbCr parts are sampled as the first one says, whatever the tag; all other colours can't be subsampled. */
function samplingOfFirst({ values }: TiffDirectory, frame: Uint8Array): number {
  return values.get(tags.photometric)?.[0] === ycbcr ? (frame[7] ?? 0) : 0x11;
}

function assertFrame(frame: Uint8Array, part: TiffPart, { values }: TiffDirectory, lumaSampling: number): void {
  const [, high = 0, low = 0, highWidth = 0, lowWidth = 0, components = 0] = frame;
  const [heightPx, widthPx] = [high * 256 + low, highWidth * 256 + lowWidth];
  const isCut = part.isLast && widthPx === part.widthPx;
  if (widthPx > part.widthPx || (heightPx > part.heightPx && !isCut))
    throw damaged(`a JPEG of ${widthPx} × ${heightPx} pixels in a place of ${part.widthPx} × ${part.heightPx}`);
  const isSeparate = values.get(tags.planar)?.[0] === separate;
  const samples = isSeparate ? 1 : (values.get(tags.samples)?.[0] ?? 1);
  if (components !== samples) throw damaged(`a JPEG of ${components} colour components in place of ${samples}`);
  const expected = isSeparate ? 0x11 : lumaSampling;
  for (let i = 0; i < components; i++)
    if (frame[7 + 3 * i] !== (i === 0 ? expected : 0x11)) throw damaged('a JPEG with other sampling factors');
}

function damaged(found: string): DefectiveImageError {
  return new DefectiveImageError(
    'image-damaged',
    `the tiff file holds ${found}: OpenCV does not open it. Export it again.`,
  );
}
