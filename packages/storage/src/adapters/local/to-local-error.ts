import { AccessDeniedError, FileNotFoundError, StorageError, StorageFailedError } from '../../errors.js';

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space or choose another place',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENAMETOOLONG: 'the name is longer than the file system allows',
  EROFS: 'the file system is read-only; choose another place',
};

/** Node's file-system error as one of ours. */
export function toLocalError(error: unknown, path: string, action: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { cause: error };
  if (code === 'ENOENT') return new FileNotFoundError(path, 'Check its spelling and the folder you are in.', options);
  if (code === 'EACCES' || code === 'EPERM')
    return new AccessDeniedError(path, action, 'Check the permissions of the file and its folders.', options);
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new StorageFailedError(path, action, reason, options);
}
