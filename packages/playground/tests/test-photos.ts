import sharp from 'sharp';
import type { TestFile } from './open-playground.js';

/** A JPEG of two colours, left red and right blue as stored. */
export async function makeJpeg(name: string, width: number, height: number, orientation = 1): Promise<TestFile> {
  const half = { create: { width: width >> 1, height, channels: 3 as const, background: 'blue' } };
  const buffer = await sharp({ create: { width, height, channels: 3, background: 'red' } })
    .composite([{ input: half, left: width - (width >> 1), top: 0 }])
    .jpeg()
    .withMetadata({ orientation })
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}
