import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { UnreadableImageError } from '../../errors.js';
import { sampleImage } from '../../testing/sample-images.js';
import { makeThumbnail } from './make-thumbnail.js';

describe(makeThumbnail, () => {
  it('shrinks the longer side, upright, as WebP', async () => {
    const turned = await sampleImage('jpeg', { widthPx: 400, heightPx: 200, orientation: 6 });
    const { webp, widthPx, heightPx } = await makeThumbnail(turned, { sidePx: 100 });
    expect([widthPx, heightPx]).toEqual([50, 100]);
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 50, height: 100 });
  });

  it('enlarges nothing', async () => {
    expect(await makeThumbnail(await sampleImage('png', { widthPx: 40, heightPx: 30 }))).toMatchObject({ widthPx: 40 });
  });

  it('shows what is there of an image that is cut off', async () => {
    const whole = await sampleImage('jpeg', { widthPx: 400, heightPx: 400 });
    const half = whole.subarray(0, whole.length / 2);
    expect(await makeThumbnail(half, { sidePx: 80 })).toMatchObject({ widthPx: 80, heightPx: 80 });
  });

  it('refuses what is no image', async () => {
    await expect(makeThumbnail(new TextEncoder().encode('hello'))).rejects.toThrow(UnreadableImageError);
  });
});
