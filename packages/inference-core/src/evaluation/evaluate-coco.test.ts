import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelledPhotos } from '../testing/labelled-photos.js';
import { evaluateCoco } from './evaluate-coco.js';

const box = (xmin: number, ymin: number, size: number, classIndex = 0) => ({
  xmin,
  ymin,
  xmax: xmin + size,
  ymax: ymin + size,
  classIndex,
});
const found = (at: ReturnType<typeof box>, confidence: number) => ({ ...at, confidence });
const one = { classCount: 1 };

describe(evaluateCoco, () => {
  it('is 1 where every object is found exactly, and nothing else', () => {
    const truths = [box(0, 0, 10), box(50, 50, 100)];
    const { mAP50_95, mAPSmall, mAPMedium, mAPLarge, recall1, recallMax } = evaluateCoco(
      [{ truths, detections: truths.map((at) => found(at, 0.9)) }],
      one,
    );
    expect({ mAP50_95, mAPSmall, mAPMedium, mAPLarge, recall1, recallMax }).toEqual({
      mAP50_95: 1,
      mAPSmall: 1,
      mAPMedium: undefined,
      mAPLarge: 1,
      recall1: 0.5,
      recallMax: 1,
    });
  });

  it('reads the precision at 101 recalls: one of two found, after one false alarm', () => {
    const truths = [box(0, 0, 10), box(50, 50, 10)];
    const detections = [found(box(200, 0, 10), 0.9), found(box(0, 0, 10), 0.8)];
    // Precision 1/2 at the recalls 0 to 0.5, which are 51 of 101.
    expect(evaluateCoco([{ truths, detections }], one).mAP50).toBeCloseTo((51 / 101) * 0.5, 12);
  });

  it('counts a second detection of one object as a false alarm', () => {
    const detections = [found(box(0, 0, 10), 0.8), found(box(0, 0, 10), 0.9)];
    const truths = [box(0, 0, 10), box(50, 50, 10)];
    expect(evaluateCoco([{ truths, detections }], one).recallMax).toBe(0.5);
  });

  it('has no figure for a class that nobody drew, and lets it have no say', () => {
    const photo = { truths: [box(0, 0, 10)], detections: [found(box(0, 0, 10), 0.5), found(box(0, 0, 10, 1), 0.9)] };
    const { mAP50_95, classes } = evaluateCoco([photo], { classCount: 2 });
    expect(mAP50_95).toBe(1);
    expect(classes.map((figures) => figures.mAP50_95)).toEqual([1, undefined]);
    expect(evaluateCoco([], one).mAP50_95).toBeUndefined();
  });

  it('asks nobody to find a crowd, and forgives what lies in it', () => {
    const truths = [box(0, 0, 10), { ...box(100, 100, 100), isCrowd: true }];
    const inCrowd = [120, 140].map((at) => found(box(at, at, 10), 0.9));
    expect(evaluateCoco([{ truths, detections: [...inCrowd, found(box(0, 0, 10), 0.5)] }], one).mAP50_95).toBe(1);
  });

  it('looks at no more detections of a class in a photo than asked', () => {
    const detections = [found(box(200, 0, 10), 0.9), found(box(0, 0, 10), 0.8)];
    const photo = { truths: [box(0, 0, 10)], detections };
    expect(evaluateCoco([photo], { ...one, maxDetections: 1 }).mAP50).toBe(0);
    expect(evaluateCoco([photo], { ...one, maxDetections: 2 }).mAP50).toBeCloseTo(0.5, 12);
  });

  it('refuses a class that does not exist', () => {
    expect(() => evaluateCoco([{ truths: [box(0, 0, 10, 3)], detections: [] }], one)).toThrow(/class 3/);
  });

  it('does not depend on the order of detections with different confidences, nor on the confidences but for their order', () => {
    fc.assert(
      fc.property(labelledPhotos(), (photos) => {
        const plain = evaluateCoco(photos, { classCount: 3 });
        const changed = photos.map(({ truths, detections }) => ({
          truths,
          detections: detections.map((one) => ({ ...one, confidence: one.confidence ** 2 })).reverse(),
        }));
        expect(evaluateCoco(changed, { classCount: 3 })).toEqual(plain);
      }),
      { numRuns: 100 },
    );
  });

  it('stays within 0 and 1, and falls with a stricter IoU', () => {
    fc.assert(
      fc.property(labelledPhotos(), (photos) => {
        for (const { mAP50 = 0, mAP75 = 0, mAP50_95 = 0 } of evaluateCoco(photos, { classCount: 3 }).classes) {
          expect(mAP50).toBeLessThanOrEqual(1 + 1e-12);
          expect(mAP50_95).toBeLessThanOrEqual(mAP50 + 1e-12);
          expect(mAP75).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
