import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors.js';
import { LabelledImageStore } from '../model/labelled-image-store.js';
import { type DuplicatePolicy, parseDuplicatePolicy, resolveDuplicates } from './resolve-duplicates.js';

const image = (line: number, widthPx?: number, manifest = 0) => ({
  ...{
    manifest,
    line,
    sourceRef: 's3://b/a.jpg',
    attribute: 'tools',
    isAdjusted: false,
    createdAtMicros: undefined,
  },
  size: widthPx === undefined ? undefined : { widthPx, heightPx: 48 },
  boxes: [{ className: 'drill', left: line, top: 1, width: 9, height: 9 }],
});

function resolve(policy: DuplicatePolicy, ...widths: readonly (number | undefined)[]) {
  const store = new LabelledImageStore();
  const places = Uint32Array.from(widths, (width, i) => store.add(image(i + 1, width)));
  const { places: kept, ...more } = resolveDuplicates(store, places, policy, ['one.manifest']);
  return { boxes: store.pick(kept).map(({ boxes }) => boxes.map(({ left }) => left)), ...more };
}

describe(resolveDuplicates, () => {
  it('merges the boxes of all lines of one size, known or not', () => {
    expect(resolve('merge', 64, 64, 64)).toMatchObject({ boxes: [[1, 2, 3]], problems: [] });
    expect(resolve('merge', undefined, undefined)).toMatchObject({ boxes: [[1, 2]], problems: [] });
  });

  it('merges no boxes that were drawn on another size', () => {
    const { boxes, problems } = resolve('merge', 64, 32);
    expect(boxes).toEqual([[1]]);
    expect(problems).toMatchObject([{ line: 2, reason: 'duplicate-size-conflict' }]);
  });

  it.each([
    ['error', 'one.manifest', 'two.manifest', 's3://b/a.jpg stands in line 1 of one.manifest already. Choose'],
    ['merge', 'one.manifest', 'two.manifest', 'another image_size than in line 1 of one.manifest: their'],
    ['error', 'output.manifest', 'output.manifest', 'line 1 of output.manifest (input 1; this is input 2) already'],
  ] as const)('names under %s the other manifest that holds the image', (policy, one, two, text) => {
    const store = new LabelledImageStore();
    const places = Uint32Array.of(store.add(image(1, 64)), store.add(image(1, 32, 1)));
    expect(resolveDuplicates(store, places, policy, [one, two]).problems).toMatchObject([
      { manifest: 1, line: 1, message: expect.stringContaining(text) as string },
    ]);
  });

  it('names the line alone where one manifest repeats an image', () => {
    expect(resolve('error', 64, 64).problems[0]?.message).toContain('stands in line 1 already.');
  });

  it('keeps the later of two lines that say nothing of their time', () => {
    expect(resolve('newest', 64, 64).boxes).toEqual([[2]]);
  });
});

describe(parseDuplicatePolicy, () => {
  it('takes the four policies and nothing else', () => {
    expect(['newest', 'first', 'error', 'merge'].map(parseDuplicatePolicy)).toHaveLength(4);
    expect(() => parseDuplicatePolicy('oldest')).toThrow(InvalidOptionError);
  });
});
