import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A small photo-like picture: colour runs both ways, so that every format has something to compress. */
export function picture(width = 96, height = 64): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) pixels.set([x % 256, y % 256, (x * y) % 256], at);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export const jpeg = (): Promise<Buffer> => picture().jpeg().toBuffer();
export const png = (): Promise<Buffer> => picture().png().toBuffer();
export const webp = (): Promise<Buffer> => picture().webp().toBuffer();

/** A PNG whose header says one size and whose data are what is given: for sizes that no encoder would write. */
export function pngOf(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** So many zero bytes, deflated to a thousandth. */
const zeros = (count: number): Buffer => deflateSync(Buffer.alloc(count), { level: 9 });

/** 900 million grey pixels, of which the first 30 million are there. */
export const bombOfPixels = (): Buffer => pngOf(30_000, 30_000, zeros(30_000_000));
/** A hundred pixels whose data inflate to far more than they need. */
export const bombOfData = (): Buffer => pngOf(10, 10, zeros(100_000_000));

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
