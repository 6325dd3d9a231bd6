import { crc32 } from 'node:zlib';
import { DefectiveImageError } from '../errors.js';

export interface PngChunk {
  readonly name: string;
  readonly from: number;
  readonly data: Uint8Array;
  /** Behind the checksum. */
  readonly to: number;
}

const signatureBytes = 8;
const frameBytes = 12;

/**
 * The chunks up to and with IEND, each with its checksum verified as Pillow's verify() and libpng do. PNG third edition,
 * section 5.
 * @throws DefectiveImageError
 */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let from = signatureBytes; from + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(from + 4, from + 8));
    if (!/^[A-Za-z]{4}$/.test(name)) throw damaged(`has no chunk where one must be (byte ${from})`);
    const to = from + frameBytes + view.getUint32(from);
    const data = bytes.subarray(from + 8, to - 4);
    // Neither reader of animations looks at the checksum of the last chunk.
    if (name === 'IEND' && chunks.some((chunk) => chunk.name === 'acTL')) return [...chunks, { name, from, data, to }];
    if (to > bytes.length) throw cutOff();
    if (crc32(bytes.subarray(from + 4, to - 4)) !== view.getUint32(to - 4))
      throw damaged(`has a chunk ${name} with a wrong checksum`);
    chunks.push({ name, from, data, to });
    if (name === 'IEND') return chunks;
    from = to;
  }
  throw cutOff();
}

export function damaged(found: string): DefectiveImageError {
  return new DefectiveImageError('image-damaged', `the png file ${found}: YOLOv5 can't read it. Export it again.`);
}

function cutOff(): DefectiveImageError {
  return new DefectiveImageError(
    'image-truncated',
    'the png file is cut off: its end is missing. Copy it again from its source.',
  );
}
