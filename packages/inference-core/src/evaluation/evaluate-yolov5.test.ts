import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelledPhotos } from '../testing/labelled-photos.js';
import { evaluateYolov5 } from './evaluate-yolov5.js';

const box = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
const elsewhere = { xmin: 50, ymin: 50, xmax: 60, ymax: 60, classIndex: 0 };

describe(evaluateYolov5, () => {
  it('reports a detector without fault', () => {
    const { precision, recall, f1, mAP50, bestConfidence } = evaluateYolov5(
      [{ truths: [box], detections: [{ ...box, confidence: 0.9 }] }],
      { classCount: 1 },
    );
    expect(precision).toBe(1);
    expect(recall).toBeCloseTo(1, 12);
    expect(f1).toBeCloseTo(1, 12);
    expect(bestConfidence).toBeLessThan(0.9);
    // The trapezia reach recall 1, where YOLOv5 sets the precision to 0 for what lies beyond: half a step is lost.
    expect(mAP50).toBeCloseTo(0.995, 12);
  });

  it('leaves every figure at 0 without a hit, and counts the boxes', () => {
    const { classes, ...all } = evaluateYolov5([{ truths: [box], detections: [{ ...elsewhere, confidence: 0.9 }] }], {
      classCount: 2,
    });
    expect(all).toMatchObject({ precision: 0, recall: 0, mAP50: 0, mAP50_95: 0 });
    expect(classes).toMatchObject([{ classIndex: 0, boxes: 1, precision: 0 }]);
  });

  it('has nothing to report without photos', () => {
    expect(evaluateYolov5([], { classCount: 2 })).toMatchObject({ mAP50_95: 0, classes: [] });
  });

  it('gives an object to the most confident of the detections that overlap it most', () => {
    const near = { ...box, xmax: 11 };
    const truths = [box, elsewhere];
    const detections = [
      { ...near, confidence: 0.9 },
      { ...box, confidence: 0.8 },
    ];
    const { classes } = evaluateYolov5([{ truths, detections }], { classCount: 1 });
    // Found exactly, but second: at IoU 0.95 the first fails, so the exact one takes it.
    expect(classes[0]?.recall).toBeCloseTo(0.5, 12);
  });

  it('ends each precision curve at recall 1 and keeps it falling', () => {
    fc.assert(
      fc.property(labelledPhotos(), (photos) => {
        const { classes, mAP50, mAP50_95 } = evaluateYolov5(photos, { classCount: 3 });
        expect(mAP50_95).toBeLessThanOrEqual(mAP50 + 1e-12);
        for (const { precisionOverRecall: curve, f1OverConfidence } of classes) {
          expect([curve.length, f1OverConfidence.length]).toEqual([101, 101]);
          expect(curve.every((value, i) => i === 0 || value <= (curve[i - 1] ?? 1) + 1e-12)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
