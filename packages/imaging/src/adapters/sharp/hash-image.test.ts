import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { UnreadableImageError } from '../../errors.js';
import { hashImage } from './hash-image.js';

/** Soft blobs on a slope, as a photo has them: `shift` moves what is shown. */
function photo(widthPx: number, heightPx: number, shift = 0): Sharp {
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const [u, v] = [x / widthPx + shift, y / heightPx];
      const value = 128 + 60 * Math.sin(9 * u + 4 * v) + 50 * Math.sin(17 * v * u + 2 * shift);
      pixels.fill(value, (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3);
    }
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } });
}

function distance(a: bigint, b: bigint): number {
  return (a ^ b).toString(2).replaceAll('0', '').length;
}

describe(hashImage, () => {
  it('gives the same hash on every machine', async () => {
    const bytes = await photo(640, 480).png().toBuffer();
    expect((await hashImage(bytes)).toString(16)).toBe('8e9c1c1c1c383133');
  });

  it('keeps near whatever the format, the quality and the size', { timeout: 60_000 }, async () => {
    const first = await hashImage(await photo(1600, 1200).png().toBuffer());
    const others = [
      await photo(1600, 1200).jpeg({ quality: 40 }).toBuffer(),
      await photo(1600, 1200).webp({ quality: 60 }).toBuffer(),
      await photo(1600, 1200).tiff().toBuffer(),
      await photo(807, 605).jpeg().toBuffer(),
      await photo(120, 90).png().toBuffer(),
    ];
    for (const other of others) expect(distance(first, await hashImage(other))).toBeLessThanOrEqual(3);
  });

  it('is far for another picture', async () => {
    const [a, b] = [await photo(640, 480).png().toBuffer(), await photo(640, 480, 0.4).png().toBuffer()];
    expect(distance(await hashImage(a), await hashImage(b))).toBeGreaterThan(12);
  });

  it('hashes what is shown: the EXIF orientation applied', async () => {
    const shown = await hashImage(await photo(800, 600).jpeg({ quality: 95 }).toBuffer());
    const stored = await photo(800, 600).rotate(-90).png().toBuffer();
    const turned = await sharp(stored).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    expect(distance(shown, await hashImage(turned))).toBeLessThanOrEqual(2);
    expect(distance(shown, await hashImage(stored))).toBeGreaterThan(12);
  });

  it('refuses what is cut off', async () => {
    const bytes = await photo(640, 480).jpeg().toBuffer();
    await expect(hashImage(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(UnreadableImageError);
  });
});
