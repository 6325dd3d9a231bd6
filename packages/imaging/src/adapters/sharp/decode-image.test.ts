import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { UnreadableImageError, UnsupportedImageError } from '../../errors.js';
import { sampleImage } from '../../testing/sample-images.js';
import { decodeImage } from './decode-image.js';

describe(decodeImage, () => {
  it('gives three bytes a pixel, red first', async () => {
    const red = await sharp({ create: { width: 2, height: 3, channels: 3, background: '#ff2010' } })
      .png()
      .toBuffer();
    const image = await decodeImage(red);
    expect([image.widthPx, image.heightPx, ...image.pixels.subarray(0, 3)]).toEqual([2, 3, 0xff, 0x20, 0x10]);
    expect(image.pixels).toHaveLength(18);
  });

  it('turns the image upright by its EXIF orientation', async () => {
    const image = await decodeImage(await sampleImage('png', { widthPx: 40, heightPx: 24, orientation: 6 }));
    const stored = await decodeImage(await sampleImage('png', { widthPx: 40, heightPx: 24 }));
    expect([image.widthPx, image.heightPx]).toEqual([24, 40]);
    // Orientation 6: the stored bottom left corner is shown at the top left.
    expect([...image.pixels.subarray(0, 3)]).toEqual([...stored.pixels.subarray(23 * 40 * 3, 23 * 40 * 3 + 3)]);
  });

  it('spreads grey over three channels and drops alpha without blending', async () => {
    const grey = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#808080' } })
      .greyscale()
      .png()
      .toBuffer();
    expect([...(await decodeImage(grey)).pixels.subarray(0, 3)]).toEqual([128, 128, 128]);
    const clear = { r: 200, g: 100, b: 50, alpha: 0.25 };
    const alpha = await sharp({ create: { width: 4, height: 4, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expect([...(await decodeImage(alpha)).pixels.subarray(0, 3)]).toEqual([200, 100, 50]);
  });

  it('refuses what is no image, what is cut off, and what is too large to be meant', async () => {
    await expect(decodeImage(new TextEncoder().encode('hello'))).rejects.toThrow(/no known format/);
    const bytes = await sampleImage('jpeg', { widthPx: 400, heightPx: 400 });
    await expect(decodeImage(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(UnreadableImageError);
    await expect(decodeImage(bytes, { maxPixels: 100 })).rejects.toThrow(/pixel limit/);
  });

  it('says how to convert HEIC', async () => {
    const heic = new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0');
    await expect(decodeImage(heic)).rejects.toThrow(UnsupportedImageError);
  });
});
