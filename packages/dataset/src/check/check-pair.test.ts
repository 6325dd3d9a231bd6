import { describe, expect, it } from 'vitest';
import { checkPair, type Pair } from './check-pair.js';
import type { FindingCode } from './findings.js';

const label: NonNullable<Pair['label']> = { rows: [[0, 0.5, 0.5, 0.2, 0.2]], findings: [] };
const sound: Pair = {
  imagePath: 'images/train/a.png',
  labelPath: 'labels/train/a.txt',
  image: { flaws: [] },
  label,
  strayLabelPath: undefined,
  classCount: 1,
};
const flaw = (code: 'orientation-unreadable' | 'jpeg-trailing-bytes') => ({
  flaws: [{ code, message: '', edits: [] }],
});

describe(checkPair, () => {
  it.each<[what: string, image: Pair['image']]>([
    ['is not there', undefined],
    ['is cut off', { reason: 'image-truncated', message: '' }],
    ['is none that OpenCV opens', flaw('orientation-unreadable')],
  ])('drops a whole image that %s, with the boxes of its label', (_, image) => {
    expect(checkPair(sound).boxes).toBe(1);
    expect(checkPair({ ...sound, image }).boxes).toBeUndefined();
  });

  it.each<FindingCode>(['label-encoding', 'label-columns', 'label-not-number', 'label-out-of-range'])(
    'drops a whole image for %s in its label',
    (code) => {
      expect(checkPair({ ...sound, label: { rows: [], findings: [{ code, message: '' }] } }).boxes).toBeUndefined();
    },
  );

  it('keeps an image that YOLOv5 mends, and a box that sticks out', () => {
    expect(checkPair({ ...sound, image: flaw('jpeg-trailing-bytes') }).boxes).toBe(1);
    const findings = [{ code: 'box-sticks-out', message: '' }] as const;
    expect(checkPair({ ...sound, label: { ...label, findings } }).boxes).toBe(1);
  });

  it('takes an image without a label file for a background, as one with an empty file', () => {
    const { boxes, findings } = checkPair({ ...sound, label: undefined });
    expect(boxes).toBe(0);
    expect(findings.map(({ code, path }) => [code, path])).toEqual([['label-missing', 'images/train/a.png']]);
    expect(checkPair({ ...sound, label: { rows: [], findings: [] } }).boxes).toBe(0);
  });

  it('finds a class beyond the names, for which the training ends and not the image is dropped', () => {
    const ofClass = (classIndex: number) =>
      checkPair({ ...sound, label: { ...label, rows: [[classIndex, 0, 0, 0, 0]] } });
    expect(ofClass(1)).toEqual({
      boxes: 1,
      findings: [
        {
          code: 'class-out-of-range',
          path: 'labels/train/a.txt',
          message: 'the class is 1; data.yaml has 1 names.',
        },
      ],
    });
    // YOLOv5 cuts a fraction off.
    expect(ofClass(0.9)).toEqual({ boxes: 1, findings: [] });
  });
});
