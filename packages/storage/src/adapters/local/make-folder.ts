import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type StorageError, StorageFailedError } from '../../errors.js';
import { toLocalError } from './to-local-error.js';

/**
 * Makes a folder and those above it; one that is there is left alone. Node's own recursive mkdir never ends below /proc, where
 * the kernel says of a new folder that something is missing, though all above it is there.
 * @throws AccessDeniedError, StorageFailedError
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(path))) throw toMakeError(error, path);
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

const action = 'make the folder';
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'the file system there takes no new folders; choose another place',
  EEXIST: 'a file is there; choose another place',
};

function toMakeError(error: unknown, path: string): StorageError {
  const reason = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
  if (reason === undefined) return toLocalError(error, path, action);
  return new StorageFailedError(path, action, reason, { cause: error });
}
