import { describe, expect, it } from 'vitest';
import { sampleImage } from '../testing/sample-images.js';
import { hasCompleteEnd } from './has-complete-end.js';

describe(hasCompleteEnd, () => {
  it.each(['jpeg', 'png', 'gif'] as const)('knows a whole %s from a cut one', async (format) => {
    const bytes = await sampleImage(format);
    expect(hasCompleteEnd(bytes)).toBe(true);
    expect(hasCompleteEnd(bytes.subarray(0, bytes.length - 2))).toBe(false);
  });

  it('sees bytes behind the end of a JPEG, for which YOLOv5 would re-encode it', async () => {
    expect(hasCompleteEnd(Buffer.concat([await sampleImage('jpeg'), Buffer.from('tail')]))).toBe(false);
  });
});
