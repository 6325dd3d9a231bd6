import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawInk, drawQuarters, fourColours, readQuarters } from '../../testing/four-colours.js';
import { decodeImage } from './decode-image.js';

/** As much as any channel of any quarter is away from what it should be. */
async function farthest(bytes: Uint8Array, expected: readonly (readonly number[])[]): Promise<number> {
  const image = await decodeImage(bytes);
  expect([image.widthPx, image.heightPx, image.pixels.length]).toEqual([64, 32, 64 * 32 * 3]);
  const apart = readQuarters(image).flatMap((colour, quarter) =>
    colour.map((value, channel) => Math.abs(value - (expected[quarter]?.[channel] ?? Infinity))),
  );
  return Math.max(...apart);
}

const rgb = () => drawQuarters(fourColours);
const withAlpha = (alpha: number) => drawQuarters(fourColours.map((colour) => [...colour, alpha]));
const grey = [0, 85, 170, 255];
const greyColours = grey.map((value) => [value, value, value]);
const drawGrey = () => drawQuarters(grey.map((value) => [value])).toColourspace('b-w');
const ink = [
  [0, 200, 220, 20],
  [220, 40, 200, 0],
  [230, 180, 0, 60],
  [0, 0, 0, 255],
];
/** What white paper still gives back under the ink, as OpenCV mixes it. */
const inkColours = ink.map(([c = 0, m = 0, y = 0, k = 0]) =>
  [c, m, y].map((value) => ((255 - value) * (255 - k)) / 255),
);

/** Two frames, the second of the colours in another order. */
async function animate(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = [rgb(), drawQuarters([...fourColours].reverse())];
  const pngs = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
  const joined = sharp(pngs, { join: { animated: true } });
  return format === 'gif' ? joined.gif().toBuffer() : joined.webp({ lossless: true }).toBuffer();
}

/** Lossless formats to the last bit; the others within what their quality costs a flat area. */
describe(decodeImage, () => {
  it.each([
    ['JPEG', 3, () => rgb().jpeg({ quality: 95 }).toBuffer()],
    ['progressive JPEG', 3, () => rgb().jpeg({ quality: 95, progressive: true }).toBuffer()],
    ['PNG', 0, () => rgb().png().toBuffer()],
    ['PNG of a palette', 0, () => rgb().png({ palette: true, colours: 4, dither: 0 }).toBuffer()],
    ['lossy WebP', 5, () => rgb().webp({ quality: 95 }).toBuffer()],
    ['lossless WebP', 0, () => rgb().webp({ lossless: true }).toBuffer()],
    ['AVIF', 4, () => rgb().avif({ quality: 90 }).toBuffer()],
    ['TIFF', 0, () => rgb().tiff({ compression: 'lzw' }).toBuffer()],
    ['GIF', 0, () => rgb().gif({ dither: 0 }).toBuffer()],
    ['PNG with alpha', 0, () => withAlpha(64).png().toBuffer()],
    ['WebP with alpha', 0, () => withAlpha(64).webp({ lossless: true }).toBuffer()],
    ['AVIF with alpha', 4, () => withAlpha(64).avif({ quality: 90 }).toBuffer()],
  ])('gives the colours of each quarter: %s, within %i', async (_, tolerance, write) => {
    expect(await farthest(await write(), fourColours)).toBeLessThanOrEqual(tolerance);
  });

  it.each(['gif', 'webp'] as const)('takes the first frame of an animated %s', async (format) => {
    const bytes = await animate(format);
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    expect(await farthest(bytes, fourColours)).toBe(0);
  });

  it.each([
    ['JPEG', 2, () => drawGrey().jpeg({ quality: 95 }).toBuffer()],
    ['PNG', 0, () => drawGrey().png().toBuffer()],
    ['TIFF', 0, () => drawGrey().tiff({ compression: 'lzw' }).toBuffer()],
    ['AVIF', 3, () => drawGrey().avif({ quality: 90 }).toBuffer()],
  ])('spreads the grey of a %s over three channels, within %i', async (_, tolerance, write) => {
    expect(await farthest(await write(), greyColours)).toBeLessThanOrEqual(tolerance);
  });

  it.each([
    ['JPEG', 4, () => drawInk(ink).jpeg({ quality: 95 }).toBuffer()],
    ['TIFF', 1, () => drawInk(ink).tiff({ compression: 'lzw' }).toBuffer()],
  ])('mixes the inks of a CMYK %s, within %i', async (_, tolerance, write) => {
    const bytes = await write();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    expect(await farthest(bytes, inkColours)).toBeLessThanOrEqual(tolerance);
  });

  it('cuts the 16 bits of a PNG to 8', async () => {
    const samples = fourColours.map((colour) => colour.map((value) => value * 256 + 200));
    const bytes = await drawQuarters(samples, 16).toColourspace('rgb16').png().toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    expect(await farthest(bytes, fourColours)).toBe(0);
  });

  it('multiplies the alpha of a TIFF into its colours, as OpenCV does, within 1', async () => {
    const bytes = await withAlpha(64).tiff({ compression: 'lzw' }).toBuffer();
    const expected = fourColours.map((colour) => colour.map((value) => (value * 64) / 255));
    expect(await farthest(bytes, expected)).toBeLessThanOrEqual(1);
  });
});
