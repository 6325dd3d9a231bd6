import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FileNotFoundError, isS3Uri, parseS3Uri, tryWriteToS3 } from '@detectory/storage';
import { OutputNotWritableError } from '../errors.js';

/**
 * Looks, before long work, whether its results can be written: the folder, or the nearest one above it that is there, in which
 * it would be made; on S3 the bucket. Writes nothing.
 * @param canWrite rejects with the code of the system where nothing can be made in a folder
 * @throws OutputNotWritableError; AccessDeniedError, StorageUnreachableError of S3
 */
export async function assertWritable(
  folder: string,
  canWrite: (folder: string) => Promise<void> = (path) => access(path, constants.W_OK | constants.X_OK),
): Promise<void> {
  if (isS3Uri(folder)) return assertWritableOnS3(folder);
  for (let path = resolve(folder); ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    if (!found.isDirectory()) throw new OutputNotWritableError(folder, `${path} is a file, not a folder`);
    return canWrite(path).catch((error: NodeJS.ErrnoException) => {
      throw new OutputNotWritableError(folder, explain(path, error.code), { cause: error });
    });
  }
}

async function assertWritableOnS3(folder: string): Promise<void> {
  const { bucket } = parseS3Uri(folder);
  await tryWriteToS3(folder).catch((error: unknown) => {
    if (!(error instanceof FileNotFoundError)) throw error;
    const reason = `there is no bucket ${bucket}; make it (aws s3 mb s3://${bucket}), or check its name`;
    throw new OutputNotWritableError(folder, reason, { cause: error });
  });
}

function explain(path: string, code: string | undefined): string {
  if (code === 'EROFS') return `${path} is on a disk that is mounted read-only`;
  return `this user may not write in ${path} (${code ?? 'for an unknown reason'})`;
}
