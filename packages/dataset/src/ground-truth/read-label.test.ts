import { describe, expect, it } from 'vitest';
import { readLabel } from './read-label.js';

const box = { class_id: 0, left: 1, top: 2, width: 3, height: 4 };
const read = (value: unknown, metadata = {}): ReturnType<typeof readLabel> =>
  readLabel({ attribute: 'tools', value, metadata, createdAtMicros: undefined, isAdjusted: false });

describe(readLabel, () => {
  it.each([
    ['text', '"tools" has no list of annotations'],
    [{ annotations: 'none' }, '"tools" has no list of annotations'],
    [{ annotations: [null] }, 'box 1 of "tools" is null'],
    [{ annotations: [box, { ...box, class_id: true }] }, 'box 2 of "tools"'],
    [{ annotations: [{ ...box, left: '1' }] }, 'expected numbers for class_id, left, top, width and height'],
  ])('says what is wrong with %j', (value, message) => {
    expect(read(value)).toEqual({ reason: 'label-malformed', message: expect.stringContaining(message) as string });
  });

  it('takes a size that stands in no list, and none for none', () => {
    expect(read({ annotations: [], image_size: { width: 64, height: 48 } })).toMatchObject({
      size: { widthPx: 64, heightPx: 48 },
      hasSeveralSizes: false,
    });
    expect(read({ annotations: [], image_size: [] })).toMatchObject({ size: undefined, boxes: [], classMap: {} });
    expect(read({ annotations: [], image_size: [{ width: 0, height: 48 }] })).toMatchObject({ reason: 'size-invalid' });
  });
});
