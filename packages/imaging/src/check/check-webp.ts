import { DefectiveImageError } from '../errors.js';
import { noExif, readExifBlock } from '../exif/read-exif-block.js';
import type { ImageHeader } from '../header/image-header.js';
import type { ByteEdit } from '../mend/byte-edit.js';
import { startsWith } from './assert-jpeg-applications.js';
import type { FormatCheck } from './image-flaw.js';
import { judgeExif } from './judge-exif.js';

interface RiffChunk {
  readonly name: string;
  readonly from: number;
  readonly data: Uint8Array;
  readonly to: number;
}

const firstChunk = 12;
const headBytes = 8;
const exifHead = 'Exif\0\0';
const exifFlag = 0x08;

/** WebP: whole chunks within the length that the file states. OpenCV never turns one; Pillow's size does. RFC 9649. */
export const checkWebp: FormatCheck = (bytes, header) => {
  const chunks = readChunks(bytes);
  for (const chunk of chunks) assertPicture(chunk, header);
  if (!chunks.some(({ name }) => name === 'VP8 ' || name === 'VP8L' || name === 'ANMF'))
    throw damaged('has no picture');
  const exif = chunks.find(({ name }) => name === 'EXIF');
  if (!exif) return { orientation: 1, openCvOrientation: 1, flaws: [] };
  const block = startsWith(exif.data, exifHead) ? exif.data.subarray(exifHead.length) : exif.data;
  const reading = exif.data.length > 0 ? readExifBlock(block) : noExif;
  return judgeExif(
    { reading, isHonoured: false, openCvOrientation: 1, removal: removeChunk(bytes, exif, chunks[0]) },
    header,
  );
};

function readChunks(bytes: Uint8Array): RiffChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stated = bytes.length < firstChunk ? Infinity : view.getUint32(4, true) + headBytes;
  if (stated > bytes.length)
    throw new DefectiveImageError(
      'image-truncated',
      'the webp file is cut off: it states more bytes than it has. Copy it again from its source.',
    );
  const chunks: RiffChunk[] = [];
  for (let from = firstChunk; from + headBytes <= stated;) {
    const size = view.getUint32(from + 4, true);
    const end = from + headBytes + size;
    if (end > stated) throw damaged(`has a part of ${size} bytes that leads out of it`);
    chunks.push({
      name: String.fromCharCode(...bytes.subarray(from, from + 4)),
      from,
      data: bytes.subarray(from + headBytes, end),
      to: Math.min(end + (size & 1), stated),
    });
    from = end + (size & 1);
  }
  return chunks;
}

/** The start of a key frame (RFC 6386, 9.1) with its first partition, or of a lossless stream. */
function assertPicture({ name, data }: RiffChunk, { storedWidthPx, storedHeightPx }: ImageHeader): void {
  if (name !== 'VP8 ' && name !== 'VP8L') return;
  if (data.length < 10) throw damaged('has a picture of under 10 bytes');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (name === 'VP8L' && data[0] !== 0x2f) throw damaged('has a lossless picture without its signature');
  const isKeyFrame = (view.getUint8(0) & 1) === 0 && view.getUint32(2, true) >>> 8 === 0x2a019d;
  if (name === 'VP8 ' && (!isKeyFrame || (view.getUint32(0, true) & 0xffffff) >> 5 > data.length - 10))
    throw damaged('has a picture whose start is broken');
  const [width, height] =
    name === 'VP8 '
      ? [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff]
      : [(view.getUint32(1, true) & 0x3fff) + 1, ((view.getUint32(1, true) >>> 14) & 0x3fff) + 1];
  if (width !== storedWidthPx || height !== storedHeightPx)
    throw damaged('has a picture of another size than its header says');
}

/** Leaves the chunk out, lowers the file's stated length and, in an extended file, takes back the flag. */
function removeChunk(bytes: Uint8Array, { from, to }: RiffChunk, first: RiffChunk | undefined): ByteEdit[] {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32LE(4) - (to - from));
  const edits: ByteEdit[] = [
    { from: 4, to: headBytes, replacement: size },
    { from, to },
  ];
  if (first?.name !== 'VP8X') return edits;
  const flags = first.from + headBytes;
  return [...edits, { from: flags, to: flags + 1, replacement: Uint8Array.of((bytes[flags] ?? 0) & ~exifFlag) }];
}

function damaged(found: string): DefectiveImageError {
  return new DefectiveImageError('image-damaged', `the webp file ${found}: YOLOv5 can't read it. Export it again.`);
}
