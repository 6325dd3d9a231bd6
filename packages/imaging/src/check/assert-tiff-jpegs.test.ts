import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readTiffDirectory } from '../header/read-tiff-directory.js';
import { assertTiffJpegs } from './assert-tiff-jpegs.js';
import { checkImage } from './check-image.js';

const frame = [0xff, 0xc0];

interface Made {
  readonly quality?: number;
  readonly isTiled?: boolean;
}

/** A picture of 48 × 40 pixels in JPEG strips or tiles, with tables of their own; above quality 90 it isn't subsampled. */
async function makeTiff({ quality = 80, isTiled = false }: Made = {}): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: 48 * 40 * 3 }, (_, i) => (i * 7 + (i >> 5)) & 255);
  return sharp(pixels, { raw: { width: 48, height: 40, channels: 3 } })
    .tiff({ compression: 'jpeg', quality, tile: isTiled, tileWidth: 16, tileHeight: 16 })
    .toBuffer();
}

/** Where each strip or tile begins. */
function partsOf(tiff: Uint8Array): readonly number[] {
  const { values } = readTiffDirectory(tiff);
  return values.get(273) ?? values.get(324) ?? [];
}

/** Where the frame header of the part at `index` begins. */
function frameOf(tiff: Buffer, index = 0): number {
  return tiff.indexOf(Uint8Array.from(frame), partsOf(tiff)[index]);
}

describe(assertTiffJpegs, () => {
  it.each<Made>([{}, { quality: 95 }, { isTiled: true }, { isTiled: true, quality: 95 }])(
    'passes whole strips and tiles, and leaves them as they are: %o',
    async (made) => {
      const tiff = await makeTiff(made);
      const before = Buffer.from(tiff);
      expect(checkImage(tiff).flaws).toEqual([]);
      expect(tiff).toEqual(before);
    },
  );

  it.each<Made>([{}, { isTiled: true }])('refuses a part that does not begin as a JPEG: %o', async (made) => {
    const tiff = await makeTiff(made);
    tiff[partsOf(tiff).at(-1) ?? 0] = 0xfe;
    expect(() => checkImage(tiff)).toThrow('do not begin as a JPEG');
  });

  it('passes damage in the data of a scan, which OpenCV decodes over', async () => {
    const tiff = await makeTiff();
    const scan = tiff.indexOf(Uint8Array.of(0xff, 0xda), partsOf(tiff)[0]);
    tiff.fill(0xaa, scan + 20, scan + 28);
    expect(checkImage(tiff).flaws).toEqual([]);
  });

  it.each([
    ['a higher JPEG than its place', 5, 'in a place of'],
    ['a wider one', 7, 'in a place of'],
    ['a first component of other sampling than the first part', 11, 'other sampling factors'],
  ])('refuses %s', async (_, offset, message) => {
    const tiff = await makeTiff({ isTiled: true });
    tiff[frameOf(tiff, 1) + offset] = offset === 11 ? 0x11 : 1;
    expect(() => checkImage(tiff)).toThrow(message);
  });

  it('refuses another number of components than the image has', async () => {
    const tiff = await makeTiff();
    const samples = readTiffDirectory(tiff).placeOf.get(277) ?? 0;
    tiff[samples] = 4;
    expect(() => checkImage(tiff)).toThrow('3 colour components in place of 4');
  });

  it('refuses shared tables that are broken or have no end', async () => {
    const tiff = await makeTiff();
    const { placeOf, sizeOf } = readTiffDirectory(tiff);
    const [from, size] = [placeOf.get(347) ?? 0, sizeOf.get(347) ?? 0];
    expect(size).toBeGreaterThan(100);
    const endless = Buffer.from(tiff).fill(0, from + size - 1, from + size);
    expect(() => checkImage(endless)).toThrow('tables without an end');
    const broken = Buffer.from(tiff).fill(9, from + 6, from + 7);
    expect(() => checkImage(broken)).toThrow('a broken quantization table');
  });
});
