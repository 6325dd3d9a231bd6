import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelledPhotos } from '../testing/labelled-photos.js';
import { countConfusion } from './count-confusion.js';

const drill = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
const saw = { xmin: 50, ymin: 50, xmax: 60, ymax: 60, classIndex: 1 };

describe(countConfusion, () => {
  it('counts hits, mix-ups, misses and false alarms, the background last', () => {
    const truths = [drill, saw, { ...drill, xmin: 100, xmax: 110 }];
    const detections = [
      { ...drill, confidence: 0.9 },
      { ...saw, classIndex: 0, confidence: 0.8 },
      { ...saw, xmin: 200, xmax: 210, confidence: 0.7 },
      { ...saw, xmin: 300, xmax: 310, confidence: 0.25 },
    ];
    expect(countConfusion([{ truths, detections }], { classCount: 2 })).toEqual([
      [1, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });

  it('counts false alarms of photos without labels', () => {
    expect(countConfusion([{ truths: [], detections: [{ ...drill, confidence: 0.9 }] }], { classCount: 1 })).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('counts each object once, and each detection that is sure enough', () => {
    fc.assert(
      fc.property(labelledPhotos(), (photos) => {
        const matrix = countConfusion(photos, { classCount: 3 });
        const drawn = matrix.reduce((sum, row) => sum + row.slice(0, 3).reduce((a, b) => a + b, 0), 0);
        const said = matrix.slice(0, 3).reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
        expect(drawn).toBe(photos.reduce((sum, { truths }) => sum + truths.length, 0));
        const sure = photos.flatMap(({ detections }) => detections.filter(({ confidence }) => confidence > 0.25));
        expect(said).toBe(sure.length);
      }),
      { numRuns: 100 },
    );
  });
});
