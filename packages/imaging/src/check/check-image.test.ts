import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ImagingError } from '../errors.js';
import { readImageHeader } from '../header/read-image-header.js';
import { readTiffDirectory } from '../header/read-tiff-directory.js';
import { applyEdits } from '../mend/byte-edit.js';
import { sampleImage, type SampleFormat } from '../testing/sample-images.js';
import { checkImage } from './check-image.js';

const formats: readonly SampleFormat[] = ['jpeg', 'png', 'webp', 'tiff'];

function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer();
}

/** What is wrong with some bytes: codes of flaws, or the defect. */
function verdictOn(bytes: Uint8Array): readonly string[] | string {
  try {
    return checkImage(bytes).flaws.map(({ code }) => code);
  } catch (error) {
    if (error instanceof ImagingError && 'defect' in error) return String(error.defect);
    throw error;
  }
}

describe(checkImage, () => {
  it.each(formats)('finds nothing in a sound %s, and nothing in a progressive or interlaced one', async (format) => {
    expect(checkImage(await sampleImage(format))).toMatchObject({ flaws: [], edits: [], trainerOrientation: 1 });
    const image = sharp(await sampleImage(format));
    const bytes = await (
      format === 'jpeg' ? image.jpeg({ progressive: true }) : image.png({ progressive: true })
    ).toBuffer();
    expect(verdictOn(bytes)).toEqual([]);
  });

  it.each(formats)('refuses a %s that is cut off, wherever it is cut', async (format) => {
    const bytes = await sampleImage(format);
    for (let length = 40; length < bytes.length; length += 7)
      expect(verdictOn(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toBeTypeOf('string');
  });

  it('cuts off bytes behind the end of a JPEG, for which YOLOv5 would re-encode the file', async () => {
    const bytes = await sampleImage('jpeg');
    const { flaws, edits } = checkImage(Buffer.concat([bytes, Buffer.from('tail')]));
    expect(flaws.map(({ code }) => code)).toEqual(['jpeg-trailing-bytes']);
    expect(applyEdits(Buffer.concat([bytes, Buffer.from('tail')]), edits)).toEqual(Buffer.from(bytes));
  });

  it('leaves trailing bytes that end like a JPEG alone, as YOLOv5 does', async () => {
    expect(verdictOn(Buffer.concat([await sampleImage('jpeg'), Buffer.from('tail\u00ff\u00d9', 'latin1')]))).toEqual(
      [],
    );
  });

  it('refuses GIF, which the suffix list of YOLOv5 does not have', async () => {
    expect(verdictOn(await sampleImage('gif'))).toBe('image-format');
  });

  it('refuses a side under 10 pixels, and takes 10', async () => {
    expect(verdictOn(await sampleImage('png', { widthPx: 9, heightPx: 40 }))).toBe('image-too-small');
    expect(verdictOn(await sampleImage('png', { widthPx: 40, heightPx: 9 }))).toBe('image-too-small');
    expect(verdictOn(await sampleImage('png', { widthPx: 10, heightPx: 10 }))).toEqual([]);
  });

  it('refuses what Pillow takes for a decompression bomb, and passes on its warning below', async () => {
    const bytes = Buffer.from(await sampleImage('jpeg'));
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    const withSide = (side: number): Buffer => {
      bytes.writeUInt16BE(side, frame + 5);
      bytes.writeUInt16BE(side, frame + 7);
      return bytes;
    };
    expect(verdictOn(withSide(9459))).toEqual([]);
    expect(verdictOn(withSide(9460))).toEqual(['image-large']);
    expect(verdictOn(withSide(13378))).toBe('image-too-large');
  });

  it.each([1, 2, 3, 4, 6, 8] as const)(
    'keeps EXIF orientation %i of a JPEG, which all read alike',
    async (orientation) => {
      const checked = checkImage(await sampleImage('jpeg', { orientation }));
      expect(checked).toMatchObject({ header: { orientation }, trainerOrientation: orientation, flaws: [] });
    },
  );

  it.each([5, 7] as const)("takes EXIF orientation %i away, which YOLOv5's size doesn't know", async (orientation) => {
    for (const format of ['jpeg', 'png'] as const) {
      const bytes = await sampleImage(format, { orientation });
      const { header, trainerOrientation, edits } = checkImage(bytes);
      expect([header.orientation, trainerOrientation]).toEqual([orientation, 1]);
      const mended = applyEdits(bytes, edits);
      expect(checkImage(mended)).toMatchObject({ header: { orientation: 1 }, flaws: [] });
      expect(await pixelsOf(mended)).toEqual(await pixelsOf(bytes));
    }
  });

  it('takes EXIF away with the bytes up to the next marker, without which the start would be no JPEG', async () => {
    const bytes = Buffer.from(await sampleImage('jpeg', { orientation: 5 }));
    const behind = 4 + bytes.readUInt16BE(4);
    const padded = Buffer.concat([bytes.subarray(0, behind), Buffer.alloc(3, 1), bytes.subarray(behind)]);
    const mended = applyEdits(padded, checkImage(padded).edits);
    expect(checkImage(mended)).toMatchObject({ header: { orientation: 1 }, flaws: [] });
    expect(mended).toEqual(Buffer.concat([bytes.subarray(0, 2), bytes.subarray(behind)]));
  });

  it('takes EXIF away from a WebP, which OpenCV never turns', async () => {
    const bytes = await sampleImage('webp', { orientation: 6 });
    const mended = applyEdits(bytes, checkImage(bytes).edits);
    expect(checkImage(mended)).toMatchObject({ header: { orientation: 1 }, flaws: [], trainerOrientation: 1 });
    expect(await sharp(mended).metadata()).toMatchObject({ width: 40, height: 24, format: 'webp' });
    expect(await pixelsOf(mended)).toEqual(await pixelsOf(bytes));
  });

  it.each([2, 3, 4] as const)('keeps orientation %i of a TIFF', async (orientation) => {
    expect(checkImage(await sampleImage('tiff', { orientation }))).toMatchObject({
      trainerOrientation: orientation,
      flaws: [],
    });
  });

  it.each([5, 6, 7, 8] as const)(
    'sets orientation %i of a TIFF to 1, with which OpenCV would not open it',
    async (orientation) => {
      const bytes = await sampleImage('tiff', { orientation });
      expect(verdictOn(bytes)).toEqual(['orientation-unreadable']);
      const mended = applyEdits(bytes, checkImage(bytes).edits);
      expect(mended).toHaveLength(bytes.length);
      expect(readImageHeader(mended)).toMatchObject({ orientation: 1 });
    },
  );

  it('takes a TIFF for cut off whose pixels lead out of the file, though its directory is whole', async () => {
    const bytes = Buffer.from(await sampleImage('tiff'));
    const { placeOf, littleEndian } = readTiffDirectory(bytes);
    const stripBytes = placeOf.get(279) ?? 0;
    if (littleEndian) bytes.writeUInt16LE(60_000, stripBytes);
    else bytes.writeUInt16BE(60_000, stripBytes);
    expect(verdictOn(bytes)).toBe('image-truncated');
  });

  it('throws nothing but its own errors on damaged files', async () => {
    const samples = await Promise.all(formats.map((format) => sampleImage(format, { orientation: 6 })));
    const edit = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(2000),
      byte: fc.nat(255),
      cut: fc.nat(3000),
    });
    fc.assert(
      fc.property(edit, ({ sample, at, byte, cut }) => {
        const damaged = sample.slice(0, cut);
        if (at < damaged.length) damaged[at] = byte;
        try {
          expect(checkImage(damaged).header.storedWidthPx).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ImagingError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
