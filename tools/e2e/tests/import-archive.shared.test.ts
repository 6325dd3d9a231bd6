import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { afterAll, expect, describe, it } from 'vitest';
import { mustRun } from '../src/run-bin.js';
import { shared } from '../src/workspace.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-import-'));
afterAll(() => rmSync(work, { recursive: true }));

/** What the published recipes leave on S3: YOLOv5's run folder under its name, packed. */
function packRun(name: string): string {
  const run = join(work, 'recipe', name);
  mkdirSync(join(run, 'weights'), { recursive: true });
  cpSync(shared('weights', 'yolov5n.pt'), join(run, 'weights', 'best.pt'));
  cpSync(shared('weights', 'yolov5n.pt'), join(run, 'weights', 'last.pt'));
  writeFileSync(join(run, 'results.csv'), 'epoch, train/box_loss\n0, 0.04\n');
  writeFileSync(join(run, 'opt.yaml'), 'epochs: 1\n');
  const archive = join(work, 'old-model.tar.gz');
  execFileSync('tar', ['czf', archive, '-C', join(work, 'recipe'), name]);
  return archive;
}

describe('detectory-launch import', () => {
  it("makes a model that can be served of an archive in the recipes' layout, <name>/weights/best.pt", async () => {
    const out = join(work, 'garden');
    await mustRun('detectory-launch', ['import', packRun('garden-tools'), '--imgsz', '320', '--out', out]);
    const { manifest, close } = await openModel(join(out, 'model.tar.gz'));
    await close();
    expect(manifest).toMatchObject({
      engine: { name: 'yolov5' },
      head: 'anchor-grid',
      exports: [{ file: 'model.onnx', precision: 'fp32', heightPx: 320, widthPx: 320 }],
    });
    expect(manifest.classNames).toHaveLength(80);
    expect(manifest.files.map(({ path }) => path)).toEqual(['best.pt', 'model.onnx', 'opt.yaml', 'results.csv']);
    expect(manifest.parity?.agreement).toBeGreaterThanOrEqual(0.98);
  });
});
