import { type CocoFigures, countConfusion, evaluateCoco, evaluateYolov5 } from '@detectory/inference-core/evaluation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationCases } from '../src/evaluation-cases.js';
import { runPython } from '../src/run-python.js';

type Figures = readonly (number | null)[];

const inOrder = (figures: CocoFigures): Figures =>
  [
    figures.mAP50_95,
    figures.mAP50,
    figures.mAP75,
    figures.mAPSmall,
    figures.mAPMedium,
    figures.mAPLarge,
    figures.recall1,
    figures.recall10,
    figures.recallMax,
    figures.recallSmall,
    figures.recallMedium,
    figures.recallLarge,
  ].map((value) => value ?? null);

/** The largest difference; infinite where only one has a figure. */
function difference(ours: Figures, theirs: Figures): number {
  const apart = ours.map((value, i) => {
    const other = theirs[i] ?? null;
    return value === null || other === null ? (value === other ? 0 : Infinity) : Math.abs(value - other);
  });
  return Math.max(0, ...apart);
}

describe('our evaluation beside pycocotools', () => {
  it('gives the same twelve figures, over all classes and for each, on 200 hostile cases', async () => {
    const input = fc.sample(evaluationCases({ hasTies: true, hasCrowds: true }), { numRuns: 200, seed: 6 });
    const theirs = (await runPython('coco_figures.py', [], { environment: 'coco', input })) as {
      all: Figures;
      classes: Figures[];
    }[];
    expect(theirs.filter(({ all }) => all[0] !== null && all[0] !== 0).length).toBeGreaterThan(100);
    input.forEach(({ photos, classCount, maxDetections }, i) => {
      const ours = evaluateCoco(photos, { classCount, maxDetections });
      expect(difference(inOrder(ours), theirs[i]?.all ?? []), `case ${i}`).toBeLessThan(1e-9);
      ours.classes.forEach((figures, k) =>
        expect(difference(inOrder(figures), theirs[i]?.classes[k] ?? []), `case ${i}, class ${k}`).toBeLessThan(1e-9),
      );
    });
  });
});

describe("our evaluation beside YOLOv5's own functions", () => {
  it('gives the same figures for each class and the same confusion, on 200 cases without ties', async () => {
    const input = fc.sample(evaluationCases({ hasTies: false, hasCrowds: false }), { numRuns: 200, seed: 6 });
    const theirs = (await runPython('yolov5_figures.py', [], { input })) as {
      classes: Record<string, number[]>;
      confusion: number[][];
    }[];
    expect(theirs.filter(({ classes }) => Object.keys(classes).length > 0).length).toBeGreaterThan(100);
    input.forEach(({ photos, classCount }, i) => {
      const ours = evaluateYolov5(photos, { classCount });
      for (const { classIndex, precision, recall, f1, mAP50, mAP75, mAP50_95 } of ours.classes) {
        const expected = theirs[i]?.classes[classIndex] ?? [0, 0, 0, 0, 0, 0];
        const figures = [precision, recall, f1, mAP50, mAP75, mAP50_95];
        expect(difference(figures, expected), `case ${i}, class ${classIndex}`).toBeLessThan(1e-5);
      }
      const confusion = countConfusion(photos, { classCount });
      const drawnOnly = (matrix: readonly number[][]): number[][] => matrix.map((row) => row.slice(0, classCount));
      expect(drawnOnly(confusion), `case ${i}`).toEqual(drawnOnly(theirs[i]?.confusion ?? []));
      // YOLOv5 forgets false detections of photos without a pair, so ours are never fewer.
      confusion.forEach((row, k) =>
        expect(row[classCount]).toBeGreaterThanOrEqual(theirs[i]?.confusion[k]?.[classCount] ?? 0),
      );
    });
  });
});
