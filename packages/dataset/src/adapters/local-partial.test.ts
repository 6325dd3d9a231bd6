import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLocalPartial, listTarget, removeOtherPartials, replaceTarget } from './local-partial.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-partial-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe(findLocalPartial, () => {
  it('lies beside the target, and inside one that is a mounted volume', async () => {
    expect(await findLocalPartial(join(dir, 'out'), 'f')).toEqual({
      path: join(dir, '.out.partial-f'),
      isBeside: true,
    });
    // A mounted file system on every Linux.
    expect(await findLocalPartial('/dev/shm', 'f')).toEqual({ path: '/dev/shm/.shm.partial-f', isBeside: false });
  });
});

describe(replaceTarget, () => {
  it('moves the parts one by one into a volume, dataset.json last, and takes away what was there', async () => {
    const target = join(dir, 'out');
    const partial = { path: join(target, '.out.partial-f'), isBeside: false };
    const dataset = join(partial.path, 'dataset');
    await mkdir(join(dataset, 'images'), { recursive: true });
    for (const name of ['data.yaml', 'dataset.json']) await writeFile(join(dataset, name), 'new');
    for (const name of ['dataset.json', 'stale.txt']) await writeFile(join(target, name), 'old');
    await replaceTarget(dataset, target, partial);
    expect((await listTarget(target)).sort()).toEqual(['data.yaml', 'dataset.json', 'images']);
    expect(await readFile(join(target, 'dataset.json'), 'utf8')).toBe('new');
  });
});

describe(removeOtherPartials, () => {
  it('takes away what builds with other options left, and nothing else', async () => {
    for (const name of ['.out.partial-a', '.out.partial-b', '.outer.partial-a', 'out']) await mkdir(join(dir, name));
    await removeOtherPartials(join(dir, 'out'), { path: join(dir, '.out.partial-a'), isBeside: true });
    expect((await readdir(dir)).sort()).toEqual(['.out.partial-a', '.outer.partial-a', 'out']);
  });
});
