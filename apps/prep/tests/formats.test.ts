import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/main.js';
import { runCaptured } from './run-captured.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-prep-formats-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** A COCO file of ten images with a drill, which are not there. */
async function writeCoco(): Promise<string> {
  const ids = Array.from({ length: 10 }, (_, i) => i);
  const path = join(dir, 'annotations', 'instances_default.json');
  await mkdir(join(dir, 'annotations'));
  await writeFile(
    path,
    JSON.stringify({
      images: ids.map((id) => ({ id, file_name: `${id}.jpg`, width: 640, height: 480 })),
      annotations: ids.map((id) => ({ id, image_id: id, category_id: 1, bbox: [id, 2, 30, 40], iscrowd: 0 })),
      categories: [{ id: 1, name: 'drill' }],
    }),
  );
  return path;
}

describe(run, () => {
  it('inspects and builds from a COCO file, or the folder that holds it, without being told', async () => {
    const path = await writeCoco();
    for (const input of [path, dir]) {
      const { stdout, exitCode } = await runCaptured('inspect', input);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('instances_default.json: 10 lines, 10 labelled images, 10 boxes');
    }
    const out = join(dir, 'set');
    expect((await runCaptured('build', path, '--copy', 'none', '--out', out)).exitCode).toBe(0);
    expect(await readFile(join(out, 'data.yaml'), 'utf8')).toContain('0: "drill"');
  });

  it('builds from a folder that holds a manifest', async () => {
    const line = (name: string): string =>
      JSON.stringify({
        'source-ref': `s3://bucket/${name}.jpg`,
        labels: {
          annotations: [{ class_id: 0, left: 1, top: 2, width: 30, height: 40 }],
          image_size: [{ width: 640, height: 480, depth: 3 }],
        },
        'labels-metadata': { 'class-map': { '0': 'drill' }, type: 'groundtruth/object-detection' },
      });
    await writeFile(join(dir, 'output.manifest'), ['a', 'b', 'c'].map(line).join('\n'));
    const built = await runCaptured('build', dir, '--copy', 'none', '--out', join(dir, 'set'));
    expect(built).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 images, 3 boxes') as string });
  });

  it('records a format that was forced, and refuses one that it does not know', async () => {
    const path = await writeCoco();
    const out = join(dir, 'set');
    expect((await runCaptured('build', path, '--from', 'coco', '--copy', 'none', '--out', out)).exitCode).toBe(0);
    expect(JSON.parse(await readFile(join(out, 'dataset.json'), 'utf8'))).toMatchObject({ options: { from: 'coco' } });
    expect((await runCaptured('inspect', path, '--from', 'coco')).stdout).toContain(`${path} --from coco --images`);
    const { exitCode, stderr } = await runCaptured('inspect', path, '--from', 'voc');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--from voc: expected ground-truth, coco or yolo')]);
  });

  it('reports the images that a YOLO dataset came without', async () => {
    const path = await writeCoco();
    const out = join(dir, 'set');
    await runCaptured('build', path, '--copy', 'none', '--out', out);
    const { stdout } = await runCaptured('inspect', out, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ problems: { 'image-missing': 10 } });
  });
});
