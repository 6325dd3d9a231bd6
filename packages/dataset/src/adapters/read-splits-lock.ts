import { joinUri, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import { parseSplitsLock, type SplitsLock, splitsLockName } from '../split/splits-lock.js';

export interface StoredSplitsLock extends SplitsLock {
  /** Of the file's bytes, in hex digits: which lock a dataset was built with. */
  readonly sha256: string;
}

/**
 * The lock that `--splits-lock` names: the file, or the dataset (a folder or s3:// prefix) that holds it.
 * @throws InvalidSplitsLockError, StorageError
 */
export async function readSplitsLock(storage: Storage, argument: string): Promise<StoredSplitsLock> {
  const uri = argument.endsWith('.json') ? argument : joinUri(argument, splitsLockName);
  const bytes = await storage.readBytes(uri);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...parseSplitsLock(Buffer.from(bytes).toString('utf8'), argument), sha256 };
}
