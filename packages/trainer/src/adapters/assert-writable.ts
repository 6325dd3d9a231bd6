import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { OutputNotWritableError } from '../errors.js';

/**
 * Looks, before long work, whether its results can be written: the folder, or the nearest one above it that is there, in which
 * it would be made. Writes nothing.
 * @param canWrite rejects with the code of the system where nothing can be made in a folder
 * @throws OutputNotWritableError
 */
export async function assertWritable(
  folder: string,
  canWrite: (folder: string) => Promise<void> = (path) => access(path, constants.W_OK | constants.X_OK),
): Promise<void> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    if (!found.isDirectory()) throw new OutputNotWritableError(folder, `${path} is a file, not a folder`);
    return canWrite(path).catch((error: NodeJS.ErrnoException) => {
      throw new OutputNotWritableError(folder, explain(path, error.code), { cause: error });
    });
  }
}

function explain(path: string, code: string | undefined): string {
  if (code === 'EROFS') return `${path} is on a disk that is mounted read-only`;
  return `this user may not write in ${path} (${code ?? 'for an unknown reason'})`;
}
