import { describe, expect, it } from 'vitest';
import type { ClassSummary } from '../plan/dataset-plan.js';
import { measureDataset } from './measure-dataset.js';

const none = { images: 0, boxes: 0 };
const summaryOf = (name: string, images: number, boxes: number, isKept: boolean): ClassSummary => ({
  name,
  before: { images, boxes },
  after: isKept ? { images, boxes } : none,
  splits: { train: none, val: none, test: none },
});

describe(measureDataset, () => {
  it('measures evenness over the classes that there were before balancing, so that a lost one shows', () => {
    const classes = [summaryOf('drill', 3, 8, true), summaryOf('saw', 2, 8, true), summaryOf('plane', 1, 8, false)];
    const { before, after, imagesKept } = measureDataset(classes, { before: 6, after: 5 });
    expect(before.evenness).toBeCloseTo(1, 12);
    expect(after.evenness).toBeCloseTo(Math.LN2 / Math.log(3), 12);
    expect(imagesKept).toBeCloseTo(5 / 6, 12);
  });

  it('counts boxes and images of each class, before and after', () => {
    const classes = [summaryOf('drill', 3, 8, true), summaryOf('plane', 2, 4, false)];
    expect(measureDataset(classes, { before: 5, after: 3 })).toMatchObject({
      before: { boxesPerClass: [8, 4], imagesPerClass: [3, 2] },
      after: { boxesPerClass: [8, 0], imagesPerClass: [3, 0] },
    });
  });
});
