import { joinUri, type Storage } from '@detectory/storage';
import { parseSplitsLock, type SplitsLock, splitsLockName } from '../split/splits-lock.js';

/**
 * The lock that `--splits-lock` names: the file, or the dataset (a folder or s3:// prefix) that holds it.
 * @throws InvalidSplitsLockError, StorageError
 */
export async function readSplitsLock(storage: Storage, argument: string): Promise<SplitsLock> {
  const uri = argument.endsWith('.json') ? argument : joinUri(argument, splitsLockName);
  return parseSplitsLock(Buffer.from(await storage.readBytes(uri)).toString('utf8'), argument);
}
