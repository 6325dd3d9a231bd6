import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, runBin, withServer } from '../src/run-bin.js';
import { readFileSync } from 'node:fs';
import { shared } from '../src/workspace.js';

interface Variant {
  readonly precision: string;
  readonly mAP50_95: number;
  readonly sizeBytes: number;
  readonly latencyMs: number;
}

const work = mkdtempSync(join(tmpdir(), 'detectory-variants-'));
const dataset = join(work, 'dataset');
const coco128 = shared('data', 'coco128');
const weights = shared('weights', 'yolov5n.pt');
const model = join(work, 'int8', 'model.tar.gz');
let variants: readonly Variant[];

beforeAll(async () => {
  const { manifest } = await openModel(shared('weights', 'yolov5n.onnx'));
  const build = [
    'build',
    join(coco128, 'output.manifest'),
    '--images',
    coco128,
    '--labels',
    manifest.classNames.join(','),
  ];
  await mustRun('detectory-prep', [...build, '--split', '50/50/0', '--out', dataset]);
  const options = ['--precision', 'int8,fp16,fp32', '--imgsz', '320', '--data', dataset, '--max-map-drop', '0.05'];
  const json = await mustRun('detectory-launch', [
    'export',
    weights,
    ...options,
    '--out',
    join(work, 'int8'),
    '--json',
  ]);
  ({ variants } = JSON.parse(json) as { variants: readonly Variant[] });
}, 400_000);
afterAll(() => rmSync(work, { recursive: true }));

const of = (precision: string) => variants.find((variant) => variant.precision === precision)!;

describe('detectory-launch export', () => {
  it('measures accuracy, size and time of each precision', () => {
    expect(variants.map(({ precision }) => precision)).toEqual(['fp32', 'int8', 'fp16']);
    expect(of('fp32').mAP50_95).toBeGreaterThan(0.15);
    expect(of('fp32').mAP50_95 - of('fp16').mAP50_95).toBeLessThan(0.002);
    expect(of('fp32').mAP50_95 - of('int8').mAP50_95).toBeLessThan(0.05);
    expect(of('fp16').sizeBytes).toBeLessThan(0.6 * of('fp32').sizeBytes);
    expect(of('int8').sizeBytes).toBeLessThan(0.4 * of('fp32').sizeBytes);
    for (const { latencyMs } of variants) expect(latencyMs).toBeGreaterThan(0);
  });

  it('describes all of them in one archive, and the server serves the first', async () => {
    const opened = await openModel(model);
    const { manifest } = opened;
    await opened.close();
    expect(manifest.exports.map(({ file, precision }) => `${file} ${precision}`)).toEqual([
      'model.onnx int8',
      'model-fp16.onnx fp16',
      'model-fp32.onnx fp32',
    ]);
    expect(manifest.metrics?.mAP50_95).toBe(of('int8').mAP50_95);
    const found = await withServer(model, async (url) => {
      const body = readFileSync(join(coco128, 'images', '000000000025.jpg'));
      return (await fetch(`${url}/invocations`, { method: 'POST', body })).json() as Promise<{ label?: string }[]>;
    });
    expect(JSON.stringify(found)).toContain('giraffe');
  });

  it('refuses a precision that loses more than it may, writes nothing and says how much', async () => {
    const out = join(work, 'refused');
    const options = ['--precision', 'int8', '--imgsz', '64', '--data', dataset, '--max-map-drop', '0'];
    const { code, stderr } = await runBin('detectory-launch', ['export', weights, ...options, '--out', out]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/int8 at 64x64 loses 0\.\d+ of mAP50-95 against fp32; at most 0 /),
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it('says that int8 needs photos', async () => {
    const { code, stderr } = await runBin('detectory-launch', [
      'export',
      weights,
      '--precision',
      'int8',
      '--out',
      join(work, 'x'),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/int8 needs labelled photos.*--data/)]);
  });
});

describe('a training with --export-precision', () => {
  it('leaves fp32 where a precision loses more than it may, and says so in its log: its hours are not lost', async () => {
    // Hardly moved from COCO's weights and with their anchors, so that there is something to lose.
    const training = ['--weights', weights, '--epochs', '1', '--lr0', '0.00001', '--warmup-bias-lr', '0'];
    const small = ['--noautoanchor', '--imgsz', '160', '--batch', '32', '--workers', '0', '--noplots'];
    const asked = ['--export-precision', 'int8', '--max-map-drop', '0', '--out', work, '--name', 'trained'];
    await mustRun('detectory-launch', ['train', '--data', dataset, ...training, ...small, ...asked]);
    const { manifest, close } = await openModel(join(work, 'trained', 'model.tar.gz'));
    await close();
    expect(manifest.exports).toMatchObject([{ file: 'model.onnx', precision: 'fp32' }]);
    const [fp32, int8] = manifest.variants ?? [];
    expect([fp32?.isRefused, int8?.precision, int8?.isRefused]).toEqual([false, 'int8', true]);
    expect(manifest.metrics?.mAP50_95).toBe(fp32?.mAP50_95);
    expect(readFileSync(join(work, 'trained', 'train.log'), 'utf8')).toMatch(
      /int8 +160x160 .* refused\n[^]*WARNING: int8 at 160x160 loses 0\.\d+ of mAP50-95 against fp32; at most 0 /,
    );
  });
});
