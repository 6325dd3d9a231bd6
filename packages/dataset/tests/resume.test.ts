import { createStorage, type Storage } from '@detectory/storage';
import { appendFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildDataset, type BuildDatasetOptions } from '../src/adapters/index.js';
import { ImageChangedError, OutputExistsError, ProblemsFoundError } from '../src/errors.js';
import { readTree } from './list-tree.js';
import { makePng } from './make-image.js';
import { type Job, type JobImage, makeJob } from './make-job.js';
import { toBuildOptions } from './to-build-options.js';

const photos: JobImage[] = Array.from({ length: 40 }, (_, i) => ({
  key: `p/${i}.png`,
  bytes: makePng(64, 48, i),
  boxes: [['drill', i, 2, 10, 12]],
}));
let job: Job;
let expected: Record<string, string>;
beforeEach(async () => {
  job = await makeJob(photos);
  await buildDataset(options({ out: join(job.dir, 'whole') }));
  expected = await readTree(join(job.dir, 'whole'));
});
afterEach(() => rm(job.dir, { recursive: true }));

const options = (more?: Partial<BuildDatasetOptions>): BuildDatasetOptions => toBuildOptions(job, more);

/** Stops a build in the middle of a stage; gives its hidden folder. */
async function stopIn(stage: string, at: number, more: Partial<BuildDatasetOptions> = {}): Promise<string> {
  const controller = new AbortController();
  const onProgress = (now: string, done: number): void => {
    if (now === stage && done === at) controller.abort();
  };
  const kept: string[] = [];
  const onKept = (uri: string): void => void kept.push(uri);
  await expect(buildDataset(options({ ...more, signal: controller.signal, onProgress, onKept }))).rejects.toThrow();
  return kept[0] ?? '';
}

function countReads(): { readonly storage: Storage; readonly read: string[] } {
  const storage = createStorage();
  const read: string[] = [];
  return { read, storage: { ...storage, readBytes: (uri) => (read.push(uri), storage.readBytes(uri)) } };
}

async function listImages(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'dataset/images'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe(buildDataset, () => {
  it('reads no image again that an interrupted build had read, and gives the same bytes', async () => {
    await stopIn('scan', 25);
    const { read, storage } = countReads();
    await buildDataset(options({ storage }));
    expect(read.filter((path) => path.endsWith('.png')).length).toBeLessThanOrEqual(15);
    expect(await readTree(join(job.dir, 'out'))).toEqual(expected);
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'out', 'output.manifest', 'whole']);
  });

  it('trusts no file that it finds half-written or with other bytes', async () => {
    const folder = await stopIn('write', 30);
    const [cut = '', other = ''] = await listImages(folder);
    await truncate(cut, 10);
    const bytes = await readFile(other);
    await writeFile(other, Buffer.alloc(bytes.length, 1));
    for (const name of await readdir(join(folder, 'facts/000000')))
      await appendFile(join(folder, 'facts/000000', name), '{"at":3,"facts":{"sha2');
    await buildDataset(options());
    expect(await readTree(join(job.dir, 'out'))).toEqual(expected);
  });

  it('never writes through a link into the photo itself', async () => {
    const folder = await stopIn('write', 30, { copy: 'link' });
    const [linked = ''] = await listImages(folder);
    const source = join(job.images, 'photos/p', linked.slice(linked.lastIndexOf('/') + 1));
    const photo = await readFile(source);
    // Somebody puts another version in its place: the link still leads to the old one.
    await rm(source);
    await writeFile(source, photo);
    await buildDataset(options({ copy: 'link' }));
    expect(await readFile(source)).toEqual(photo);
    expect(await readTree(join(job.dir, 'out'))).toEqual(expected);
  });

  it('takes away what a build with other options left', async () => {
    const folder = await stopIn('write', 30, { seed: 5 });
    expect(folder).toContain('.out.partial-');
    await buildDataset(options());
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'out', 'output.manifest', 'whole']);
    expect(await readTree(join(job.dir, 'out'))).toEqual(expected);
  });

  it('says that an image changed under its hands, and leaves nothing behind', async () => {
    await stopIn('scan', 40);
    await writeFile(join(job.images, 'photos/p/3.png'), makePng(200, 100, 3));
    await expect(buildDataset(options())).rejects.toThrow(ImageChangedError);
    expect((await readdir(job.dir)).sort()).toEqual(['images', 'output.manifest', 'whole']);
    await expect(buildDataset(options())).rejects.toThrow(ProblemsFoundError);
  });

  it('overwrites nothing that came to its output meanwhile', async () => {
    await stopIn('write', 30);
    const out = join(job.dir, 'out');
    await buildDataset(options({ seed: 1, out: join(job.dir, 'other') }));
    await createStorage().writeBytes(join(out, 'mine.txt'), 'mine');
    await expect(buildDataset(options())).rejects.toThrow(OutputExistsError);
    expect(await readFile(join(out, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('gives the same bytes when it is killed between its last two steps', async () => {
    const folder = await stopIn('write', 40);
    await buildDataset(options({ out: join(job.dir, 'again') }));
    await rm(join(folder, 'dataset'), { recursive: true });
    await rm(join(job.dir, 'out'), { recursive: true, force: true });
    await rename(join(job.dir, 'again'), join(job.dir, 'out'));
    await buildDataset(options());
    expect(await readTree(join(job.dir, 'out'))).toEqual(expected);
  });
});
