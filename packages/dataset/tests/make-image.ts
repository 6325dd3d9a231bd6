import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A whole PNG of one grey. */
export function makePng(widthPx: number, heightPx: number, grey = 128): Uint8Array {
  return encodePng(widthPx, heightPx, () => grey);
}

/**
 * A whole grey PNG of patches that `scene` decides, so that no two scenes look alike. `noise` makes some pixels lighter, as
 * saving a photo again does.
 */
export function makePhoto(scene: number, noise = 0): Uint8Array {
  const patches = Buffer.concat([0, 1, 2].map((part) => createHash('sha256').update(`${scene} ${part}`).digest()));
  return encodePng(72, 64, (x, y) => {
    const patch = patches[9 * Math.floor(y / 8) + Math.floor(x / 8)] ?? 0;
    return 20 + (patch % 200) + ((x * 31 + y * 17) % 23 === 0 ? noise : 0);
  });
}

function encodePng(widthPx: number, heightPx: number, greyAt: (x: number, y: number) => number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((widthPx + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) rows[y * (widthPx + 1) + x + 1] = greyAt(x, y);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    makeChunk('IHDR', header),
    makeChunk('IDAT', deflateSync(rows)),
    makeChunk('IEND', Buffer.alloc(0)),
  ]);
}

function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A WebP of 20 × 30 pixels whose parts are all there; of what lies within, no decoder makes a picture. */
export function makeDamagedWebp(): Uint8Array {
  const whole = Buffer.from('UklGRjAAAABXRUJQVlA4ICQAAADQAgCdASoUAB4APtFosFEoJiUiqAgBABoJaQAAPaOgAO3jAAA=', 'base64');
  return whole.fill(0xaa, 40);
}

/** A whole black BMP: YOLOv5 reads it, sharp does not. */
export function makeBmp(widthPx: number, heightPx: number): Uint8Array {
  const headerBytes = 54;
  const pixels = Buffer.alloc(Math.ceil((widthPx * 3) / 4) * 4 * heightPx);
  const header = Buffer.alloc(headerBytes);
  header.write('BM');
  header.writeUInt32LE(headerBytes + pixels.length, 2);
  header.writeUInt32LE(headerBytes, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(widthPx, 18);
  header.writeInt32LE(heightPx, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(pixels.length, 34);
  return Buffer.concat([header, pixels]);
}

export interface JpegOptions {
  readonly orientation?: number;
  readonly trailing?: Uint8Array;
  readonly isCutOff?: boolean;
  /** Makes the bytes differ from those of another image. */
  readonly comment?: string;
}

/** The segments of a JPEG that a header reader looks at; its scan holds no picture. */
export function makeJpeg(
  widthPx: number,
  heightPx: number,
  { orientation, trailing, isCutOff, comment = '' }: JpegOptions = {},
): Uint8Array {
  const frame = Buffer.from([8, heightPx >> 8, heightPx & 255, widthPx >> 8, widthPx & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(orientation === undefined ? [] : [makeSegment(0xe1, makeExif(orientation))]),
    makeSegment(0xfe, Buffer.from(comment)),
    makeSegment(0xdb, Buffer.alloc(65, 1).fill(0, 0, 1)),
    makeSegment(0xc0, frame),
    makeSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 3]),
    ...(isCutOff ? [] : [Buffer.from([0xff, 0xd9])]),
    trailing ?? Buffer.alloc(0),
  ]);
}

function makeSegment(marker: number, data: Buffer): Buffer {
  const length = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data]);
}

/** A TIFF block with the one entry 0x0112 (orientation). */
function makeExif(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100000000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
}
