import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { shared } from '../src/workspace.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-over-fitting-'));
afterAll(() => rmSync(work, { recursive: true }));

/** As much of run.json as these tests look at. */
interface ReadRecord {
  readonly epochs: readonly object[];
  readonly bestEpoch: number;
  readonly stop: { readonly reason: string; readonly epoch: number };
  readonly watch: {
    readonly verdict: string;
    readonly saved?: { readonly epochs: number; readonly seconds: number; readonly cost: number };
  };
}

const plain = [
  '--mosaic',
  '0',
  '--scale',
  '0',
  '--translate',
  '0',
  '--fliplr',
  '0',
  '--hsv-h',
  '0',
  '--hsv-s',
  '0',
  '--hsv-v',
  '0',
];

/** Trains yolov5n on photos of coco128, stopping where it over-fits; few epochs, few pixels. */
async function train(name: string, prep: readonly string[], options: readonly string[]): Promise<ReadRecord> {
  const data = shared('data', 'coco128');
  const dataset = join(work, `${name}-dataset`);
  const source = [join(data, 'output.manifest'), '--images', data, '--labels', join(data, 'labels.json')];
  await mustRun('detectory-prep', ['build', ...source, ...prep, '--out', dataset]);
  const common = ['--weights', shared('weights', 'yolov5n.pt'), '--imgsz', '64', '--workers', '0', '--stop-on-overfit'];
  const place = ['--data', dataset, '--out', join(work, 'runs'), '--name', name];
  await mustRun('detectory-launch', ['train', ...place, ...common, ...options]);
  return JSON.parse(readFileSync(join(work, 'runs', name, 'run.json'), 'utf8')) as ReadRecord;
}

describe('a real run that over-fits', () => {
  it('stops by itself, keeps its best epoch, and says what that saved', async () => {
    const few = ['--max-images', '32', '--split', '40/60/0'];
    const hasty = ['--optimizer', 'Adam', '--lr0', '0.005', '--batch', '16', '--epochs', '40', '--price-per-hour', '2'];
    const record = await train('few', few, [...plain, ...hasty]);
    expect(record.watch.verdict).toBe('over-fitting');
    expect(record.stop).toEqual({ reason: 'over-fitting', epoch: record.epochs.length });
    expect(record.stop.epoch).toBeLessThan(20);
    expect(record.bestEpoch).toBeLessThanOrEqual(record.stop.epoch);
    expect(record.watch.saved?.epochs).toBe(40 - record.stop.epoch);
    expect(record.watch.saved?.cost).toBeCloseTo((record.watch.saved?.seconds ?? 0) / 1800, 6);
    expect(readFileSync(join(work, 'runs', 'few', 'report.html'), 'utf8')).toContain('Verdict: over-fitting');
  }, 900_000);
});

describe('a real run that is healthy', () => {
  it('goes on to its last epoch', async () => {
    const most = ['--split', '70/30/0'];
    const record = await train('most', most, ['--lr0', '0.005', '--batch', '32', '--epochs', '10']);
    expect(record.stop).toEqual({ reason: 'finished', epoch: 10 });
    expect(record.watch.verdict).not.toBe('over-fitting');
    expect(record.watch.saved).toBeUndefined();
  }, 900_000);
});
