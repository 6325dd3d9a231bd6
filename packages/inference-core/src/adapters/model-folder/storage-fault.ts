import { ModelStorageError } from '../../errors.js';

interface Fault {
  readonly found: string;
  readonly remedy: string;
  /** Whether room would mend it. */
  readonly isFull?: true;
}

const full = { remedy: 'Free some there, or set TMPDIR to a folder that has more.', isFull: true } as const;
const forbidden = { remedy: 'Let the server read it and write there, or set TMPDIR to a folder that it may write to.' };
const tooMany = { found: 'too many files are open', remedy: 'Raise the limit on open files (ulimit -n).' };

/** What the machine, and not the archive, lacks; any other error of reading or writing may be the archive's. */
const faults: Readonly<Record<string, Fault>> = {
  ENOSPC: { found: 'no space is left', ...full },
  EDQUOT: { found: 'the quota is used up', ...full },
  EACCES: { found: 'it is forbidden', ...forbidden },
  EROFS: { found: 'the file system is read-only', ...forbidden },
  EMFILE: tooMany,
  ENFILE: tooMany,
};

/** The error of writing a model below `folder` as the machine's fault; undefined where it isn't. */
export function toStorageError(cause: unknown, doing: string, folder: string): ModelStorageError | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const fault = faults[code];
  if (!fault) return undefined;
  const { found, remedy, isFull = false } = fault;
  return new ModelStorageError(`${doing} in ${folder}: ${found} (${code}). ${remedy}`, isFull, { cause });
}
