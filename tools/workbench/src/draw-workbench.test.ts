import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawWorkbench } from './draw-workbench.js';
import { OutputFolderTakenError, WorkbenchOptionError } from './errors.js';

let room: string;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'workbench-'));
});
afterAll(() => rm(room, { recursive: true, force: true }));

async function hashOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name.slice(folder.length)).update(await readFile(name));
  return hash.digest('hex');
}

describe(drawWorkbench, () => {
  it('writes the same bytes for the same seed', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(room, name)) as [string, string, string];
    await drawWorkbench({ outDir: a, seed: 5, photos: 6, sizePx: 128 });
    await drawWorkbench({ outDir: b, seed: 5, photos: 6, sizePx: 128 });
    await drawWorkbench({ outDir: c, seed: 6, photos: 6, sizePx: 128 });
    expect(await hashOf(b)).toBe(await hashOf(a));
    expect(await hashOf(c)).not.toBe(await hashOf(a));
  });

  it('writes one manifest line per photo, with the size the photo has', async () => {
    const outDir = join(room, 'sizes');
    const summary = await drawWorkbench({ outDir, seed: 1, photos: 5, sizePx: 160, bucket: 'mine' });
    const lines = (await readFile(join(outDir, 'output.manifest'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(5);
    expect(summary.boxes).toBe(lines.flatMap((line) => line.workbench.annotations).length);
    for (const line of lines) {
      const { width, height } = await sharp(join(outDir, line['source-ref'].replace('s3://mine/', ''))).metadata();
      expect(line.workbench.image_size).toEqual([{ width, depth: 3, height }]);
    }
  });

  it('tells its progress up to the last photo', async () => {
    const seen: number[][] = [];
    await drawWorkbench({
      outDir: join(room, 'progress'),
      photos: 5,
      sizePx: 64,
      onProgress: (done, total) => seen.push([done, total]),
    });
    expect(seen.at(-1)).toEqual([5, 5]);
  });

  it('refuses a folder that holds something, and leaves it alone', async () => {
    await writeFile(join(room, 'a-file'), 'mine');
    await expect(drawWorkbench({ outDir: room, photos: 1, sizePx: 64 })).rejects.toThrow(OutputFolderTakenError);
    await expect(drawWorkbench({ outDir: join(room, 'a-file'), photos: 1, sizePx: 64 })).rejects.toThrow(
      OutputFolderTakenError,
    );
    expect(await readFile(join(room, 'a-file'), 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when it fails half-way', async () => {
    const before = await readdir(room);
    const stop = (): void => {
      throw new Error('stop');
    };
    await expect(
      drawWorkbench({ outDir: join(room, 'half'), photos: 2, sizePx: 64, onProgress: stop }),
    ).rejects.toThrow('stop');
    expect(await readdir(room)).toEqual(before);
  });

  it.each([{ photos: 0 }, { sizePx: 12 }, { seed: 1.5 }])('refuses %o', async (options) => {
    await expect(drawWorkbench({ outDir: join(room, 'never'), ...options })).rejects.toThrow(WorkbenchOptionError);
  });
});
