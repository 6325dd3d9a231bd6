import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const run = join('runs', 'garden-1');
const page = join(run, 'report.html');

const manifest = {
  formatVersion: 1,
  engine: { name: 'yolov5', version: '7.0.14' },
  classNames: ['drill'],
  stridePx: 32,
  head: 'anchor-grid',
  exports: [
    {
      file: 'model.onnx',
      graph: 'fused',
      precision: 'fp32',
      inputLayout: 'nhwc-uint8-rgb',
      heightPx: 64,
      widthPx: 64,
    },
  ],
  thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
  licences: { code: 'Apache-2.0', weights: 'AGPL-3.0' },
  files: [],
};

const record = {
  engine: 'yolov5',
  options: { epochs: 1, preset: 'scratch' },
  dataset: { classNames: ['drill'], trainPhotos: 1, valPhotos: 1, valSample: [] },
  epochs: [],
  stop: { reason: 'finished', epoch: 1 },
  startedAt: '2026-01-02T03:04:05Z',
  seconds: { training: 70, total: 75.4 },
};

/** @param left what stands in run.json; undefined for a run of other makers */
function leaveRun(left: object | undefined): void {
  mkdirSync(join(run, 'output'), { recursive: true });
  writeFileSync('model.json', JSON.stringify(manifest));
  writeFileSync('model.onnx', '');
  execFileSync('tar', ['-czf', join(run, 'model.tar.gz'), 'model.json', 'model.onnx']);
  if (left) writeFileSync(join(run, 'output', 'run.json'), JSON.stringify(left));
}

describe('detectory-launch watch of a run that has ended', () => {
  it('leaves the page alone that is there, which may be where nothing can be written', async () => {
    leaveRun(record);
    writeFileSync(page, 'made at the end of the run');
    // Where a page is written, this stands in the way.
    mkdirSync(`${page}.partial`);
    expect([await launch('watch', run), world.said()]).toEqual([0, '']);
    expect(world.printed()).toContain(`${join(world.folder, page)}\n`);
    expect(readFileSync(page, 'utf8')).toBe('made at the end of the run');
  });

  it('makes the page that is missing', async () => {
    leaveRun(record);
    expect([await launch('watch', run), world.said()]).toEqual([0, '']);
    expect(existsSync(page)).toBe(true);
  });

  it('says that the page can not be made, and sums the run up all the same', async () => {
    leaveRun(record);
    mkdirSync(`${page}.partial`);
    expect(await launch('watch', run)).toBe(0);
    expect(world.said()).toMatch(/^warning: .*report\.html can't be written \(EISDIR.*The model is whole/);
    expect(world.printed()).toMatch(/model\.tar\.gz/);
  });

  it('shows with --logs the log that was kept, also of a run that failed', async () => {
    leaveRun(record);
    mkdirSync(join('runs', 'bad.failed'));
    for (const folder of [run, join('runs', 'bad.failed')])
      writeFileSync(join(folder, 'train.log'), `train: epochs=1\nthe end of ${folder}`);
    expect([await launch('watch', run), world.said()]).toEqual([0, '']);
    expect(await launch('watch', run, '--logs')).toBe(0);
    expect(world.said()).toBe('train: epochs=1\nthe end of runs/garden-1\n');
    expect(await launch('watch', join('runs', 'bad'), '--logs')).toBe(1);
    expect(world.said()).toMatch(/\nthe end of runs\/bad\.failed\nerror: it left no reason/);
  });

  it('tells the time that the run took', async () => {
    leaveRun(record);
    expect(await launch('watch', run)).toBe(0);
    expect(world.printed()).toMatch(/time +1 min 15 s\n/);
  });

  it('leaves the time out that nobody knows', async () => {
    leaveRun(undefined);
    expect(await launch('watch', run, '--json')).toBe(0);
    expect(JSON.parse(world.printed())).toMatchObject({ classNames: ['drill'] });
    expect(world.printed()).not.toContain('durationMs');
  });
});
