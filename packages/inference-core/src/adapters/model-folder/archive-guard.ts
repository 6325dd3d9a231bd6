import { ModelInvalidError } from '../../errors.js';

/** What a model archive may hold. */
export interface ArchiveLimits {
  /** Of all files together. */
  readonly maxTotalBytes: number;
  readonly maxFileBytes: number;
  readonly maxEntries: number;
  /**
   * How many times larger than the archive its content may be. Trained weights hardly shrink, so an archive far above
   * this is made of nothing.
   */
  readonly maxRatio: number;
  /** Below this total no ratio counts: text shrinks well. */
  readonly ratioFromBytes: number;
}

export const modelArchiveLimits: ArchiveLimits = {
  maxTotalBytes: 4 * 1024 ** 3,
  maxFileBytes: 2 * 1024 ** 3,
  maxEntries: 10_000,
  maxRatio: 200,
  ratioFromBytes: 64 * 1024 ** 2,
};

export interface ArchiveGuard {
  /** Whether the entry may be written. The first one that may not is what `assertPassed` tells of. */
  admits(path: string, entry: { readonly type: string; readonly size: number }): boolean;
  /** @throws ModelInvalidError */
  assertPassed(shown: string): void;
}

/** Remembers the first thing in an archive that a model archive never holds. */
export function createArchiveGuard(archiveBytes: number, limits: ArchiveLimits): ArchiveGuard {
  let bytes = 0;
  let entries = 0;
  let refusal: string | undefined;
  const judge = (path: string, type: string, size: number): string | undefined => {
    if (path.startsWith('/') || path.split(/[/\\]/).includes('..')) return `an entry outside of it (${path})`;
    if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') return `a ${type} (${path})`;
    if (size > limits.maxFileBytes) return `a file of more than ${toGigabytes(limits.maxFileBytes)} (${path})`;
    if (bytes > limits.maxTotalBytes) return `more than ${toGigabytes(limits.maxTotalBytes)}`;
    if (bytes > limits.ratioFromBytes && bytes > limits.maxRatio * archiveBytes)
      return `more than ${limits.maxRatio} times its own size`;
    return entries > limits.maxEntries ? `more than ${limits.maxEntries} entries` : undefined;
  };
  return {
    admits(path, { type, size }) {
      bytes += size;
      entries += 1;
      refusal ??= judge(path, type, size);
      return refusal === undefined;
    },
    assertPassed(shown) {
      if (refusal)
        throw new ModelInvalidError(
          `${shown} holds ${refusal}, which no model archive needs; nothing was kept. Make the archive again.`,
        );
    },
  };
}

function toGigabytes(bytes: number): string {
  return `${bytes / 1024 ** 3} GB`;
}
