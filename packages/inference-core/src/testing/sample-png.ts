import { crc32, deflateSync } from 'node:zlib';
import type { RgbImage } from '@detectory/imaging';

/** A PNG of the given pixels, written without an image library. PNG specification, 11.2. */
export function samplePng({ pixels, widthPx, heightPx }: RgbImage): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2], 8); // eight bits a channel, RGB
  const rows = Array.from({ length: heightPx }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * widthPx * 3, (y + 1) * widthPx * 3)]),
  );
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
