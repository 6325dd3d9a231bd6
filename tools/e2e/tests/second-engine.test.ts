import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { drawWorkbench } from '@detectory/workbench';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTensorboard } from '../src/read-tensorboard.js';
import { mustRun, runBin, withServer } from '../src/run-bin.js';
import { root } from '../src/workspace.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-second-engine-'));
const dataset = join(work, 'dataset');
const model = join(work, 'runs', 'later', 'model.tar.gz');
let labels: readonly string[];

beforeAll(async () => {
  const drawn = join(work, 'workbench');
  await drawWorkbench({ outDir: drawn, photos: 12, sizePx: 96, seed: 5 });
  const build = ['build', join(drawn, 'output.manifest'), '--images', drawn, '--labels', join(drawn, 'labels.json')];
  await mustRun('detectory-prep', [...build, '--split', '70/30/0', '--out', dataset]);
  labels = readdirSync(join(dataset, 'labels'));
  const options = [
    '--engine',
    'ultralytics',
    '--cfg',
    'yolov8n',
    '--weights',
    'none',
    '--epochs',
    '1',
    '--imgsz',
    '64',
  ];
  const out = ['--tensorboard', '--batch', '4', '--workers', '0', '--out', join(work, 'runs'), '--name', 'later'];
  await mustRun('detectory-launch', ['train', '--data', dataset, ...options, ...out]);
}, 400_000);
afterAll(() => rmSync(work, { recursive: true }));

/** The metric definitions as docs/train/metrics.md gives them; the trainer's own tests hold the page to its code. */
function readDefinitions(): { Name: string; Regex: string }[] {
  const page = readFileSync(join(root, 'docs/train/metrics.md'), 'utf8');
  const shown = JSON.parse(/^\{ "Name": .*$/m.exec(page)?.[0] ?? '') as { Name: string; Regex: string };
  const regexOf = (name: string): string => shown.Regex.replace(shown.Name.replace(':', '/'), name.replace(':', '/'));
  const names = new Set([...page.matchAll(/`((?:train|val):\w+)`/g)].map(([, name = '']) => name));
  return [...names].map((name) => ({ Name: name, Regex: regexOf(name) }));
}

describe('--engine ultralytics', () => {
  it('leaves the same artefacts as YOLOv5, with an export that answers as its checkpoint', async () => {
    const opened = await openModel(model);
    const { manifest } = opened;
    await opened.close();
    expect(manifest).toMatchObject({
      engine: { name: 'ultralytics', version: '8.4.190' },
      head: 'anchor-free',
      exports: [{ file: 'model.onnx', graph: 'fused', precision: 'fp32', heightPx: 64, widthPx: 64 }],
      licences: { weights: 'AGPL-3.0' },
    });
    expect(manifest.files.map(({ path }) => path)).toEqual(['best.pt', 'model.onnx', 'opt.yaml', 'results.csv']);
    expect(manifest.parity?.detections).toBeGreaterThan(0);
    expect(manifest.parity?.agreement).toBeGreaterThanOrEqual(0.98);
    expect(manifest.metrics?.images).toBeGreaterThan(0);
  });

  it.each(readDefinitions())('prints what the definition of $Name reads once an epoch', ({ Name, Regex }) => {
    const lines = readFileSync(join(work, 'runs', 'later', 'train.log'), 'utf8').split('\n');
    const read = lines.flatMap((line) => new RegExp(Regex).exec(line)?.[1] ?? []);
    // YOLOv8 has no such loss.
    expect(read).toHaveLength(Name.endsWith('obj_loss') ? 0 : 1);
    expect(read.map(Number).every(Number.isFinite)).toBe(true);
  });

  it("writes TensorBoard's events with the metrics of an epoch", async () => {
    const scalars = await readTensorboard(join(work, 'runs', 'later', 'tensorboard'));
    for (const tag of ['train/box_loss', 'train/dfl_loss', 'val/cls_loss', 'metrics/mAP50-95(B)', 'lr/pg0'])
      expect(scalars[tag], tag).toEqual([[1, expect.any(Number)]]);
  });

  it('writes no caches beside the photos', () => {
    expect(readdirSync(join(dataset, 'labels'))).toEqual(labels);
  });

  it('is served by the same server', async () => {
    await withServer(model, async (url) => {
      const [photo = ''] = readdirSync(join(dataset, 'images', 'train'));
      const body = readFileSync(join(dataset, 'images', 'train', photo));
      const response = await fetch(`${url}/invocations`, { method: 'POST', body });
      expect(response.status).toBe(200);
      expect(Array.isArray(await response.json())).toBe(true);
    });
  });

  it('trains yolo11n where no architecture is named', async () => {
    const options = ['--engine', 'ultralytics', '--weights', 'none', '--epochs', '1', '--imgsz', '64', '--noplots'];
    const out = ['--batch', '4', '--workers', '0', '--out', join(work, 'runs'), '--name', 'eleven'];
    await mustRun('detectory-launch', ['train', '--data', dataset, ...options, ...out]);
    const log = readFileSync(join(work, 'runs', 'eleven', 'train.log'), 'utf8');
    expect(log).toMatch(/YOLO11n summary/i);
    const opened = await openModel(join(work, 'runs', 'eleven', 'model.tar.gz'));
    const { manifest } = opened;
    await opened.close();
    expect(manifest).toMatchObject({ engine: { name: 'ultralytics' }, head: 'anchor-free' });
    expect(manifest.parity?.agreement).toBeGreaterThanOrEqual(0.98);
  });

  it("refuses YOLOv5's own options and architectures", async () => {
    const train = [
      'train',
      '--data',
      dataset,
      '--engine',
      'ultralytics',
      '--weights',
      'none',
      '--out',
      join(work, 'bad'),
    ];
    for (const [flags, message] of [
      [['--cfg', 'yolov5n'], /cfg is "yolov5n"; expected .* an architecture such as yolov8n or yolo11n/],
      [['--cfg', 'yolo11n', '--hyp', 'hyp.scratch-low'], /hyp is YOLOv5's alone/],
    ] as const) {
      const { code, stderr } = await runBin('detectory-launch', [...train, ...flags]);
      expect([code, stderr]).toEqual([expect.any(Number), expect.stringMatching(message)]);
      expect(code).toBeGreaterThan(0);
    }
  });
});
