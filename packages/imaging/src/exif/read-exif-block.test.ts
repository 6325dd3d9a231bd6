import { describe, expect, it } from 'vitest';
import { readExifBlock } from './read-exif-block.js';

interface Entry {
  readonly tag: number;
  readonly type?: number;
  readonly count?: number;
  readonly value: number;
}

/** A big-endian block with one directory; a SHORT stands in the first two bytes of its value. */
function makeBlock(entries: readonly Entry[], { magic = 0x2a, hasNext = true } = {}): Uint8Array {
  const block = Buffer.alloc(10 + 12 * entries.length + (hasNext ? 4 : 0));
  block.write('MM');
  block.writeUInt16BE(magic, 2);
  block.writeUInt32BE(8, 4);
  block.writeUInt16BE(entries.length, 8);
  entries.forEach(({ tag, type = 3, count = 1, value }, i) => {
    block.writeUInt16BE(tag, 10 + 12 * i);
    block.writeUInt16BE(type, 12 + 12 * i);
    block.writeUInt32BE(count, 14 + 12 * i);
    if (type === 3) block.writeUInt16BE(value, 18 + 12 * i);
    else block.writeUInt32BE(value, 18 + 12 * i);
  });
  return block;
}

const orientation = { tag: 0x0112, value: 6 };

describe(readExifBlock, () => {
  it('reads the orientation that all readers find', () => {
    expect(readExifBlock(makeBlock([orientation]))).toEqual({
      orientation: 6,
      openCvOrientation: 6,
      isStated: true,
      isPlain: true,
      isSound: true,
    });
  });

  it.each<[name: string, block: Uint8Array]>([
    ['a tag of another type', makeBlock([{ ...orientation, type: 4 }])],
    ['two tags', makeBlock([orientation, { ...orientation, value: 3 }])],
    ['a mark in the other byte order', makeBlock([orientation], { magic: 0x2a00 })],
    ['a resolution that is no fraction, which OpenCV follows', makeBlock([orientation, { tag: 0x011a, value: 72 }])],
  ])('calls the orientation unclear for %s', (_, block) => {
    expect(readExifBlock(block)).toMatchObject({ orientation: 6, isPlain: false, isSound: true });
  });

  it.each<[name: string, block: Uint8Array]>([
    ['a value that lies outside', makeBlock([{ tag: 0x010f, type: 2, count: 40, value: 9000 }])],
    ['a directory that is cut off', makeBlock([orientation]).subarray(0, 18)],
    ['no place for the next directory', makeBlock([orientation], { hasNext: false })],
    ['two values where one belongs', makeBlock([{ ...orientation, count: 2 }])],
  ])('calls the block damaged for %s, of which Pillow warns', (_, block) => {
    expect(readExifBlock(block).isSound).toBe(false);
  });

  it.each<[name: string, block: Uint8Array]>([
    ['an empty block', new Uint8Array()],
    ['another byte order mark', Buffer.from('XX\0*\0\0\0\x08\0\0')],
    ['an orientation outside 1 to 8', makeBlock([{ ...orientation, value: 9 }])],
  ])('takes %s for an upright image, and for no harm', (_, block) => {
    expect(readExifBlock(block)).toMatchObject({ orientation: 1, isPlain: true, isSound: true });
  });
});
