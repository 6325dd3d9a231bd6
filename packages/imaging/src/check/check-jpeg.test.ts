import { describe, expect, it } from 'vitest';
import { applyEdits } from '../mend/byte-edit.js';
import { sampleImage } from '../testing/sample-images.js';
import { checkImage } from './check-image.js';
import { checkJpeg } from './check-jpeg.js';

/** An index of so many pictures (CIPA DC-007) behind the start of a JPEG; entries of too few bytes damage it. */
function withPictureIndex(jpeg: Uint8Array, pictures: number, entryBytes = 16 * pictures): Buffer {
  const fields = [
    [0xb001, 4, 1, pictures],
    [0xb002, 7, entryBytes, 38],
  ] as const;
  const block = Buffer.alloc(38 + 16 * pictures);
  block.write('II*\0', 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(fields.length, 8);
  fields.forEach(([tag, type, count, value], i) => {
    const at = 10 + 12 * i;
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  });
  return withSegment(jpeg, 0xe2, Buffer.concat([Buffer.from('MPF\0'), block]));
}

function withSegment(jpeg: Uint8Array, marker: number, data: Uint8Array): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker, 0, data.length + 2]), data, jpeg.subarray(2)]);
}

const codesOf = (bytes: Uint8Array): string[] => checkImage(bytes).flaws.map(({ code }) => code);

describe(checkJpeg, () => {
  it('leaves what follows the first picture of an MPO alone, whose end YOLOv5 does not look at', async () => {
    const jpeg = await sampleImage('jpeg');
    const tail = Buffer.from('tail');
    expect(codesOf(Buffer.concat([withPictureIndex(jpeg, 2), tail]))).toEqual([]);
    // An index of one picture makes no MPO.
    expect(codesOf(Buffer.concat([withPictureIndex(jpeg, 1), tail]))).toEqual(['jpeg-trailing-bytes']);
  });

  it('takes a damaged Multi-Picture index away, of which Pillow warns', async () => {
    const jpeg = await sampleImage('jpeg');
    const damaged = withPictureIndex(jpeg, 2, 16);
    expect(codesOf(damaged)).toEqual(['picture-index-damaged']);
    expect(applyEdits(damaged, checkImage(damaged).edits)).toEqual(Buffer.from(jpeg));
  });

  it('takes a damaged EXIF block away, of which Pillow warns', async () => {
    const jpeg = await sampleImage('jpeg');
    // It states five entries and has one.
    const block = Buffer.concat([Buffer.from('Exif\0\0II*\0\b\0\0\0\u0005\0', 'latin1'), Buffer.alloc(12)]);
    const damaged = withSegment(jpeg, 0xe1, block);
    expect(codesOf(damaged)).toEqual(['exif-damaged']);
    expect(applyEdits(damaged, checkImage(damaged).edits)).toEqual(Buffer.from(jpeg));
  });
});
