import { hasCompleteEnd, type ImageHeader, readImageHeader, UnreadableImageError } from '@detectory/imaging';
import { createHash } from 'node:crypto';
import type { ProblemReason } from '../model/reasons.js';

/** What the plan needs to know of an image's bytes. */
export interface ImageFacts {
  readonly header: ImageHeader;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where a JPEG with bytes after its end ends; `undefined` where nothing has to go. */
  readonly trimToBytes: number | undefined;
  /** 16 hexadecimal digits, where hashes were asked for and the image can be decoded. */
  readonly dHash?: string | undefined;
}

export interface ImageProblem {
  readonly reason: ProblemReason;
  readonly message: string;
}

/** YOLOv5's verify_image_label drops images with a side under 10 pixels. */
const leastSidePx = 10;

/** Reads the facts, or finds what makes YOLOv5 drop the image or re-encode its file in place. */
export function examineImage(bytes: Uint8Array): ImageFacts | ImageProblem {
  const header = readHeader(bytes);
  if ('reason' in header) return header;
  const { format, storedWidthPx, storedHeightPx } = header;
  if (format === 'gif')
    return {
      reason: 'image-format',
      message: 'the content is GIF, which YOLOv5 does not read. Convert it to JPEG or PNG.',
    };
  if (Math.min(storedWidthPx, storedHeightPx) < leastSidePx)
    return {
      reason: 'image-too-small',
      message: `it has ${storedWidthPx} × ${storedHeightPx} pixels; YOLOv5 drops images under ${leastSidePx}.`,
    };
  const end = hasCompleteEnd(bytes) ? bytes.length : findEnd(bytes, format);
  if (end < 0)
    return {
      reason: 'image-truncated',
      message: `the ${format} file is cut off: its end is missing. Copy it again from its source.`,
    };
  const trimToBytes = format === 'jpeg' && end < bytes.length ? end : undefined;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { header, sha256, sizeBytes: bytes.length, trimToBytes };
}

function readHeader(bytes: Uint8Array): ImageHeader | ImageProblem {
  try {
    return readImageHeader(bytes);
  } catch (error) {
    if (error instanceof UnreadableImageError) return { reason: 'image-unreadable', message: error.message };
    throw error;
  }
}

/** The offset behind the end mark that stands before trailing bytes; -1 where there is none. */
function findEnd(bytes: Uint8Array, format: string): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A thumbnail's own end mark lies in a segment before the scan.
  const [mark, from] = format === 'png' ? [Buffer.from('IEND'), 8] : [Buffer.from([0xff, 0xd9]), findJpegScan(buffer)];
  const at = buffer.lastIndexOf(mark);
  if (from < 0 || at < from) return -1;
  const end = at + (format === 'png' ? 8 : 2);
  return end <= bytes.length ? end : -1;
}

function findJpegScan(buffer: Buffer): number {
  let at = 2;
  while (at + 4 <= buffer.length && buffer[at] === 0xff) {
    if (buffer[at + 1] === 0xda) return at;
    // A marker may be padded with FF.
    at += buffer[at + 1] === 0xff ? 1 : 2 + buffer.readUInt16BE(at + 2);
  }
  return -1;
}
