import { describe, expect, it } from 'vitest';
import { makePng } from './make-image.js';
import { createMemoryS3 } from './memory-s3.js';
import { checkSplits } from '../src/adapters/check-splits.js';

describe(checkSplits, () => {
  it('counts an image that a list names twice once, as YOLOv5 does, and not as a repeat', async () => {
    const { storage, objects } = createMemoryS3();
    objects.set('s3://b/set/images/a.png', makePng(20, 30));
    objects.set('s3://b/set/labels/a.txt', Buffer.from('0 0.5 0.5 0.2 0.2\n'));
    const files = { root: 's3://b/set', uris: new Set(objects.keys()) };
    const train = ['s3://b/set/images/a.png', 's3://b/set/images/a.png'];
    const { findings, tallies } = await checkSplits({
      storage,
      files,
      splits: new Map([['train', train]]),
      classCount: 1,
    });
    expect(tallies).toEqual({ train: { images: 1, boxes: 1, backgrounds: 0, dropped: 0 } });
    expect(findings).toEqual([]);
  });
});
