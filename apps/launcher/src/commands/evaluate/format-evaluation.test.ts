import { evaluateDetections } from '@detectory/inference-core/evaluation';
import { describe, expect, it } from 'vitest';
import { formatComparison, formatEvaluation } from './format-evaluation.js';
import { summariseEvaluation } from './summarise-evaluation.js';

const box = { xmin: 0, ymin: 0, xmax: 10, ymax: 10, classIndex: 0 };
const classNames = ['drill', 'saw'];
const perfect = evaluateDetections([{ truths: [box], detections: [{ ...box, confidence: 0.9 }] }], { classNames });
const blind = evaluateDetections([{ truths: [box], detections: [] }], { classNames });

describe(formatEvaluation, () => {
  it('lists the classes that were drawn, then all, then what COCO counts', () => {
    const lines = formatEvaluation(perfect, 'val').split('\n');
    expect(lines[2]).toMatch(/^drill +1 +1.000 +1.000 +1.000 +0.995 +0.995$/);
    expect(lines[3]).toMatch(/^all \(1 val photos\) +1 /);
    expect(lines.at(-1)).toMatch(/mAP50-95 1.000, mAP50 1.000, mAP75 1.000; small 1.000, medium –, large –/);
  });
});

describe(formatComparison, () => {
  it('sets what changed beside both', () => {
    const text = formatComparison(
      [
        { name: 'before.onnx', evaluation: blind },
        { name: 'after.onnx', evaluation: perfect },
      ],
      'val',
    );
    expect(text).toContain('A before.onnx\nB after.onnx');
    expect(text).toMatch(/drill +1 +0.000 +0.995 +\+0.995 /);
  });
});

describe(summariseEvaluation, () => {
  it('holds the figures that scripts read, and no undefined', () => {
    const summary = summariseEvaluation({
      models: [
        { name: 'before.onnx', evaluation: blind },
        { name: 'after.onnx', evaluation: perfect },
      ],
      data: 'dataset',
      split: 'val',
    });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary).toMatchObject({
      images: 1,
      boxes: 1,
      mAP50: 0,
      classes: [{ name: 'drill', boxes: 1, coco: { mAP50: 0, mAPLarge: null } }],
      compare: { model: 'after.onnx', delta: { mAP50: expect.closeTo(0.995, 9) as number } },
    });
  });
});
