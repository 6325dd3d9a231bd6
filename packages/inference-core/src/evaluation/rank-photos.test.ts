import { describe, expect, it } from 'vitest';
import { rankPhotos } from './rank-photos.js';

const drill = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
const good = { truths: [drill], detections: [{ ...drill, confidence: 0.9 }] };
const blind = { truths: [drill], detections: [] };
const wild = { truths: [drill], detections: [{ ...drill, xmin: 50, xmax: 60, confidence: 0.9 }] };
const rules = { confidence: 0.25, iou: 0.45 };

describe(rankPhotos, () => {
  it('puts photos with the most mistakes first, and leaves out those without one', () => {
    expect(rankPhotos([[good, blind, wild]], rules).map(({ photo }) => photo)).toEqual([2, 1]);
  });

  it('puts photos first on which two models differ most', () => {
    const ranked = rankPhotos(
      [
        [good, blind, wild, wild],
        [blind, blind, good, blind],
      ],
      rules,
    );
    expect(ranked.map(({ photo, judged }) => [photo, judged.length])).toEqual([
      [2, 2],
      [0, 2],
      [3, 2],
    ]);
  });
});
