import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCheckpoint } from './find-checkpoint.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), path);
  }
}

async function pack(name: string, ...paths: string[]): Promise<string> {
  const file = join(folder, name);
  await create({ file, cwd: folder, gzip: name.endsWith('gz') }, paths);
  return file;
}

describe(findCheckpoint, () => {
  it.each(['seed.tar.gz', 'seed.tgz'])(
    'takes <name>/weights/best.pt out of %s, with what lies beside it',
    async (name) => {
      await write('garden/weights/best.pt', 'garden/weights/last.pt', 'garden/results.csv', 'garden/opt.yaml');
      const found = await findCheckpoint(await pack(name, 'garden'), folder);
      expect(await readFile(found.weights, 'utf8')).toBe('garden/weights/best.pt');
      expect(found.beside.map((file) => relative(dirname(dirname(found.weights)), file))).toEqual([
        'results.csv',
        'opt.yaml',
      ]);
      await found.remove();
      await expect(stat(found.weights)).rejects.toThrow(/ENOENT/);
    },
  );

  it('takes a folder as YOLOv5 and as we leave it', async () => {
    await write('exp/weights/best.pt', 'exp/opt.yaml', 'model/best.pt');
    expect((await findCheckpoint(join(folder, 'exp'), folder)).weights).toBe(join(folder, 'exp/weights/best.pt'));
    await writeFile(
      join(folder, 'model', 'model.json'),
      '{"exports":[{"heightPx":480,"widthPx":640},{"heightPx":480,"widthPx":640}]}',
    );
    expect(await findCheckpoint(join(folder, 'model'), folder)).toMatchObject({
      weights: join(folder, 'model/best.pt'),
      exportSizes: '480x640',
    });
  });

  it('looks into the archive of a run folder, whose checkpoints are states of its training, and writes nothing there', async () => {
    await write('best.pt', 'run/checkpoints/slot-a/best.pt', 'run/checkpoints/slot-b/best.pt');
    await writeFile(join(folder, 'model.json'), '{"exports":[{"heightPx":480,"widthPx":640}]}');
    await create({ file: join(folder, 'run', 'model.tar.gz'), cwd: folder, gzip: true }, ['best.pt', 'model.json']);
    const found = await findCheckpoint(join(folder, 'run'), folder);
    expect([await readFile(found.weights, 'utf8'), found.exportSizes]).toEqual(['best.pt', '480x640']);
    expect((await readdir(join(folder, 'run'))).sort()).toEqual(['checkpoints', 'model.tar.gz']);
    await found.remove();
    await expect(stat(found.weights)).rejects.toThrow(/ENOENT/);
  });

  it.each([
    [['a/weights/best.pt', 'b/weights/best.pt'], /holds 2 files best\.pt \(a.weights.best\.pt, b.*expected one/],
    [['a/weights/last.pt'], /holds no best\.pt/],
  ])('refuses %j', async (paths, message) => {
    await write(...paths.map((path) => `in/${path}`));
    await expect(findCheckpoint(join(folder, 'in'), folder)).rejects.toThrow(message);
  });

  it('says what may be given where there is nothing', async () => {
    await expect(findCheckpoint(join(folder, 'nosuch'), folder)).rejects.toThrow(
      /no weights at .*nosuch\. Check the path letter by letter; or give a run's folder, its model\.tar\.gz, /,
    );
  });

  it('refuses an archive with a link in it, and keeps nothing of it', async () => {
    await write('garden/weights/best.pt');
    await symlink('/etc/passwd', join(folder, 'garden', 'weights', 'passwd'));
    const archive = await pack('hostile.tar.gz', 'garden');
    const out = join(folder, 'out');
    await mkdir(out);
    await expect(findCheckpoint(archive, out)).rejects.toThrow(/holds a SymbolicLink .*nothing of it was kept/);
    await expect(stat(join(out, 'garden'))).rejects.toThrow(/ENOENT/);
  });
});
