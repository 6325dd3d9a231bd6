import { describe, expect, it } from 'vitest';
import { judgePhoto } from './judge-photo.js';

const drill = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
const rules = { confidence: 0.25, iou: 0.45 };

describe(judgePhoto, () => {
  it('tells hits from misses and false alarms, the most confident detection first', () => {
    const saw = { xmin: 50, ymin: 50, xmax: 60, ymax: 60, classIndex: 1 };
    const best = { ...drill, confidence: 0.9 };
    const second = { ...drill, xmax: 11, confidence: 0.6 };
    const wrong = { ...saw, classIndex: 0, confidence: 0.8 };
    const judged = judgePhoto({ truths: [drill, saw], detections: [second, best, wrong] }, rules);
    expect(judged).toEqual({
      hits: [{ truth: drill, detection: best }],
      misses: [saw],
      falseAlarms: [wrong, second],
    });
  });

  it('looks at nothing that is not sure enough, and asks for no crowd', () => {
    const photo = { truths: [{ ...drill, isCrowd: true }], detections: [{ ...drill, confidence: 0.25 }] };
    expect(judgePhoto(photo, rules)).toEqual({ hits: [], misses: [], falseAlarms: [] });
  });

  it('looks at one of several that an endpoint would show once', () => {
    const detections = [
      { ...drill, confidence: 0.9 },
      { ...drill, xmax: 11, confidence: 0.8 },
      { ...drill, classIndex: 1, confidence: 0.7 },
    ];
    const { hits, falseAlarms } = judgePhoto({ truths: [drill], detections }, { ...rules, suppressAbove: 0.6 });
    expect([hits, falseAlarms].map((found) => found.length)).toEqual([1, 1]);
  });
});
