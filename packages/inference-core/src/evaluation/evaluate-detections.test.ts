import { describe, expect, it } from 'vitest';
import { evaluateDetections } from './evaluate-detections.js';

describe(evaluateDetections, () => {
  it('says both kinds of figures, the confusion, and what was counted', () => {
    const box = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
    const photos = [{ truths: [box], detections: [{ ...box, confidence: 0.3 }] }];
    expect(evaluateDetections(photos, { classNames: ['drill'], confidence: 0.4 })).toMatchObject({
      photos: 1,
      boxes: 1,
      yolov5: { mAP50: expect.closeTo(0.995, 9) as number },
      coco: { mAP50: 1, maxDetections: 100 },
      confusion: [
        [0, 0],
        [1, 0],
      ],
    });
  });
});
