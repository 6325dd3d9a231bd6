import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as tar from 'tar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModelInvalidError, ModelStorageError } from '../../errors.js';
import { temporaryFolder, writeFusedModel } from '../../testing/sample-models.js';
import { extractArchive } from './extract-archive.js';

vi.mock('tar', { spy: true });

let folder: string;
let archive: string;
beforeEach(async () => {
  folder = await writeFusedModel(await temporaryFolder(), []);
  archive = join(folder, 'model.tar.gz');
  await tar.create({ file: archive, cwd: folder, gzip: true }, ['model.json', 'model.onnx']);
});
afterEach(() => rm(folder, { recursive: true }));

/** The next extraction meets this error of the system's, as it would in the middle of a file. */
function failWith(code: string): void {
  vi.mocked(tar.extract).mockRejectedValueOnce(Object.assign(new Error(`${code}: write`), { code, syscall: 'write' }));
}

const extract = () => extractArchive(archive, 'a.tar.gz', { temporaryFolder: folder }).catch((error: unknown) => error);
const left = async () => (await readdir(folder)).filter((name) => name.startsWith('detectory-model-'));

describe(extractArchive, () => {
  it.each([
    ['ENOSPC', true, 'no space is left (ENOSPC). Free some there, or set TMPDIR'],
    ['EDQUOT', true, 'the quota is used up (EDQUOT). Free some there, or set TMPDIR'],
    ['EACCES', false, 'it is forbidden (EACCES). Let the server read it and write there'],
    ['EROFS', false, 'the file system is read-only (EROFS). Let the server read it and write there'],
    ['EMFILE', false, 'too many files are open (EMFILE). Raise the limit'],
  ])('blames the machine for %s, names the folder, and leaves nothing behind', async (code, isFull, text) => {
    failWith(code);
    const error = await extract();
    expect(error).toBeInstanceOf(ModelStorageError);
    expect(error).toMatchObject({ blame: 'environment', isFull, cause: { code } });
    expect((error as Error).message).toContain(`a.tar.gz can't be unpacked in ${folder}: ${text}`);
    expect(await left()).toEqual([]);
  });

  it('blames the archive for any other fault', async () => {
    failWith('Z_DATA_ERROR');
    expect(await extract()).toBeInstanceOf(ModelInvalidError);
  });
});
