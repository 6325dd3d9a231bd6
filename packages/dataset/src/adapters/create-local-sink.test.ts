import { createStorage } from '@detectory/storage';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputUnwritableError } from '../errors.js';
import { createLocalSink } from './create-local-sink.js';
import type { DatasetSink } from './dataset-sink.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-sink-'));
});
afterEach(() => rm(dir, { recursive: true }));

function createSinkAt(out: string): Promise<DatasetSink> {
  return createLocalSink({
    storage: createStorage(),
    out,
    copy: 'none',
    force: false,
    fingerprint: 'f',
    isShared: false,
  });
}

describe(createLocalSink, () => {
  it.each([
    ['/proc/out', 'Could not make the folder /proc/.out.partial-f: the file system there takes no new folders; choose'],
    ['/proc/a/out', 'Could not make the folder /proc/a: the file system there takes no new folders; choose'],
    ['/dev/null/out', 'Could not make the folder /dev/null: a file is there; choose another place.'],
    ['/sys/out', '/sys/.out.partial-f'],
  ])('refuses at once to write to %s, and says why', async (out, reason) => {
    const refused = createSinkAt(out);
    await expect(refused).rejects.toThrow(OutputUnwritableError);
    await expect(refused).rejects.toThrow(`Nothing can be written to --out ${out}. `);
    await expect(refused).rejects.toThrow(reason);
  });

  it('says that a part of --out is a file, and leaves nothing', async () => {
    await writeFile(join(dir, 'photo.jpg'), '');
    await expect(createSinkAt(join(dir, 'photo.jpg/out'))).rejects.toThrow(
      `Could not make the folder ${join(dir, 'photo.jpg')}: a file is there; choose another place.`,
    );
    await expect(createSinkAt(join(dir, 'photo.jpg'))).rejects.toThrow('exists and is not empty');
    expect(await readdir(dir)).toEqual(['photo.jpg']);
  });
});
