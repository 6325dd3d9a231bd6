import { startsWith } from './assert-jpeg-applications.js';
import { type JpegSegment, jpegMarkers } from './walk-jpeg-segments.js';

/** `several`: an MPO, whose end YOLOv5 doesn't look at. `broken`: Pillow warns and takes a plain JPEG. */
export type MpIndex = 'none' | 'one' | 'several' | 'broken';

const tags = { imageCount: 0xb001, entries: 0xb002 };
const entryBytes = 16;
const longType = 4;
const undefinedType = 7;

/** What a file's Multi-Picture index says, as Pillow reads it. CIPA DC-007, section 5.2. */
export function readMpIndex(segments: readonly JpegSegment[]): MpIndex {
  const index = segments.filter(({ marker, data }) => marker === jpegMarkers.app2 && startsWith(data, 'MPF\0')).at(-1);
  if (!index) return 'none';
  const count = countPictures(index.data.subarray(4));
  if (count === undefined) return 'broken';
  // Pillow leaves pictures with a gain map (Ultra HDR) alone.
  return count > 1 && !segments.some(hasGainMap) ? 'several' : 'one';
}

/** The number of pictures, with an entry for each; `undefined` where that doesn't hold. */
function countPictures(block: Uint8Array): number | undefined {
  if (block.length < 8) return undefined;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const littleEndian = !startsWith(block, 'MM\0*');
  if (littleEndian && !startsWith(block, 'II')) return undefined;
  const values = new Map<number, { readonly type: number; readonly count: number; readonly at: number }>();
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > block.length) return undefined;
  for (let i = 0; i < view.getUint16(directory, littleEndian); i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > block.length) break;
    const [tag, type] = [view.getUint16(at, littleEndian), view.getUint16(at + 2, littleEndian)];
    values.set(tag, { type, count: view.getUint32(at + 4, littleEndian), at: at + 8 });
  }
  const [images, entries] = [values.get(tags.imageCount), values.get(tags.entries)];
  if (images?.type !== longType || images.count !== 1 || entries?.type !== undefinedType || entries.count <= 4)
    return undefined;
  const count = view.getUint32(images.at, littleEndian);
  const from = view.getUint32(entries.at, littleEndian);
  if (from + entries.count > block.length || entries.count < count * entryBytes) return undefined;
  for (let i = 0; i < count; i++)
    // Bits 24 to 26 of an entry's attributes: 0 is JPEG, others are reserved.
    if ((view.getUint32(from + i * entryBytes, littleEndian) >> 24) & 7) return undefined;
  return count;
}

function hasGainMap({ marker, data }: JpegSegment): boolean {
  return (
    marker === jpegMarkers.app1 &&
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(' hdrgm:Version="')
  );
}
