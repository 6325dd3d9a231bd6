import sharp from 'sharp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImagingError } from '../errors.js';
import { sampleImage, type SampleFormat } from '../testing/sample-images.js';
import { type Orientation, uprightSize } from './image-header.js';
import { readImageHeader } from './read-image-header.js';

const formats: readonly SampleFormat[] = ['jpeg', 'png', 'webp', 'gif', 'tiff'];

describe(readImageHeader, () => {
  it.each(formats)('reads the size of a %s', async (format) => {
    const bytes = await sampleImage(format, { widthPx: 301, heightPx: 57 });
    expect(readImageHeader(bytes)).toEqual({ format, storedWidthPx: 301, storedHeightPx: 57, orientation: 1 });
  });

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('reads all eight EXIF orientations of a %s', async (format) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      const bytes = await sampleImage(format, { orientation });
      expect(readImageHeader(bytes)).toMatchObject({ storedWidthPx: 40, storedHeightPx: 24, orientation });
    }
  });

  it('reads a lossless and an extended WebP', async () => {
    const raw = { width: 33, height: 21, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } as const;
    for (const options of [{ lossless: true }, { quality: 50 }]) {
      const bytes = await sharp({ create: raw }).webp(options).toBuffer();
      expect(readImageHeader(bytes)).toMatchObject({ format: 'webp', storedWidthPx: 33, storedHeightPx: 21 });
    }
  });

  it('reads a BMP that is stored from the top', () => {
    const bytes = new Uint8Array(54);
    bytes.set([0x42, 0x4d]);
    new DataView(bytes.buffer).setInt32(18, 12, true);
    new DataView(bytes.buffer).setInt32(22, -9, true);
    expect(readImageHeader(bytes)).toMatchObject({ format: 'bmp', storedWidthPx: 12, storedHeightPx: 9 });
  });

  it('says what bytes are that are no image', () => {
    expect(() => readImageHeader(new TextEncoder().encode('{"a":1}'))).toThrow(/content is JSON text; expected a JPEG/);
    expect(() => readImageHeader(new Uint8Array())).toThrow(/content is empty/);
    expect(() => readImageHeader(new TextEncoder().encode('<!DOCTYPE html>'))).toThrow(/markup document/);
    expect(() => readImageHeader(new TextEncoder().encode('\0\0\0\x18ftypheic'))).toThrow(/HEIC/);
  });

  it('refuses a size of zero', () => {
    const bytes = new Uint8Array([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0, 0, 0, 0]);
    expect(() => readImageHeader(bytes)).toThrow(/0 × 0 pixels/);
  });

  it('throws nothing but its own error on cut or damaged files', async () => {
    const samples = await Promise.all(formats.map((format) => sampleImage(format, { orientation: 6 })));
    const edit = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(400),
      byte: fc.nat(255),
      cut: fc.nat(600),
    });
    fc.assert(
      fc.property(edit, ({ sample, at, byte, cut }) => {
        const damaged = sample.slice(0, cut);
        if (at < damaged.length) damaged[at] = byte;
        try {
          expect(readImageHeader(damaged).storedWidthPx).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ImagingError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe(uprightSize, () => {
  it('swaps the sides for orientations 5 to 8 only', () => {
    const sizes = ([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[]).map((orientation) =>
      uprightSize({ format: 'jpeg', storedWidthPx: 4, storedHeightPx: 3, orientation }),
    );
    expect(sizes.map((size) => size.widthPx)).toEqual([4, 4, 4, 4, 3, 3, 3, 3]);
  });
});
