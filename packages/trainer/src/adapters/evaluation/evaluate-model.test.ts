import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedModel } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluateModel } from './evaluate-model.js';
import { withDetector } from './with-detector.js';

vi.mock('./with-detector.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-evaluate-'));
  writeFileSync(join(folder, 'a.jpg'), 'not read here');
  const box = { xmin: 0, ymin: 0, xmax: 50, ymax: 50, confidence: 0.9, classIndex: 0 };
  const detect = () => Promise.resolve({ detections: [box], widthPx: 100, heightPx: 100 });
  const detector = { detect } as unknown as Detector;
  vi.mocked(withDetector).mockImplementation((_model, _purpose, use) => use(detector, 1));
});
afterEach(() => rmSync(folder, { recursive: true }));

const evaluate = (known: readonly string[], classNames: readonly string[]) =>
  evaluateModel({
    model: { manifest: { classNames: known, thresholds: { iou: 0.45 } } } as unknown as OpenedModel,
    classNames,
    photos: [{ path: join(folder, 'a.jpg'), name: 'a.jpg', rows: [[1, 0.25, 0.25, 0.5, 0.5]] }],
    confidence: 0.25,
    iou: 0.45,
  });

describe(evaluateModel, () => {
  it.each([
    ["its dataset's", ['drill', 'saw']],
    ["its record's", ['item']],
  ])('takes all classes for the one of a model that was trained with single-cls, by %s names', async (_, names) => {
    const { evaluation } = await evaluate(['item'], names);
    expect(evaluation.classNames).toEqual(['item']);
    expect(evaluation.yolov5.classes).toMatchObject([{ classIndex: 0, boxes: 1 }]);
    expect(evaluation.yolov5.mAP50).toBeGreaterThan(0.99);
  });

  it('refuses labels of other classes than those that the model knows', async () => {
    await expect(evaluate(['drill'], ['drill', 'saw'])).rejects.toThrow(/knows 1 classes, the dataset has 2/);
    await expect(evaluate(['item'], ['drill'])).rejects.toThrow(/"item" in the model, "drill" in the dataset/);
  });
});
