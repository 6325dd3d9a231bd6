import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../errors.js';
import { makeFolder } from './make-folder.js';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-storage-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe(makeFolder, () => {
  it('makes a folder and those above it, and leaves one that is there', async () => {
    await makeFolder(join(dir, 'a/b/c'));
    await makeFolder(join(dir, 'a/b'));
    expect(await readdir(join(dir, 'a/b'))).toEqual(['c']);
  });

  it('makes the same folder many times at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(dir, 'a/b/c'))));
    expect(await readdir(join(dir, 'a'))).toEqual(['b']);
  });

  it('says that a file is in the way', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(makeFolder(join(dir, 'file'))).rejects.toThrow(`make the folder ${dir}/file: a file is there; choose`);
    await expect(makeFolder(join(dir, 'file/x/y'))).rejects.toThrow(`make the folder ${dir}/file: a file is there`);
    await expect(makeFolder('/dev/null/x')).rejects.toThrow('Could not make the folder /dev/null: a file is there');
  });

  it('gives up at once where the file system takes no folders', async () => {
    await expect(makeFolder('/proc/detectory/below')).rejects.toThrow(
      'Could not make the folder /proc/detectory: the file system there takes no new folders; choose another place',
    );
    await expect(makeFolder('/sys/detectory/below')).rejects.toThrow(StorageError);
  });
});
