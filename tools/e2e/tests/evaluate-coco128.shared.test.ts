import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { runPython } from '../src/run-python.js';
import { shared } from '../src/workspace.js';

interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly mAP50: number;
  readonly mAP50_95: number;
}

const work = mkdtempSync(join(tmpdir(), 'detectory-evaluate-'));
const dataset = join(work, 'dataset');
const model = shared('weights', 'yolov5n.onnx');
let classNames: readonly string[];

beforeAll(async () => {
  ({ classNames } = (await openModel(model)).manifest);
  const coco128 = shared('data', 'coco128');
  const labels = ['--labels', classNames.join(','), '--images', coco128];
  await mustRun('detectory-prep', [
    'build',
    join(coco128, 'output.manifest'),
    ...labels,
    '--split',
    '0/100/0',
    '--out',
    dataset,
  ]);
});
afterAll(() => rmSync(work, { recursive: true }));

describe('detectory-launch evaluate', () => {
  it("agrees with YOLOv5's val on coco128 with the same ONNX: mAP50-95 within 0.003", async () => {
    // YOLOv5 wants a train split named, and doesn't look at it.
    const yaml = join(work, 'val.yaml');
    const splits = { path: dataset, train: 'images/val', val: 'images/val' };
    writeFileSync(yaml, JSON.stringify({ ...splits, names: classNames }));
    const theirs = (await runPython('yolov5_val.py', [model, yaml, work])) as Figures;
    const json = await mustRun('detectory-launch', ['evaluate', '--model', model, '--data', dataset, '--json']);
    const ours = JSON.parse(json) as Figures & { images: number; boxes: number };
    expect(ours).toMatchObject({ images: 128, boxes: 929 });
    expect(theirs.mAP50_95).toBeGreaterThan(0.2);
    expect(Math.abs(ours.mAP50_95 - theirs.mAP50_95)).toBeLessThan(0.003);
    expect(Math.abs(ours.mAP50 - theirs.mAP50)).toBeLessThan(0.005);
  });
});
