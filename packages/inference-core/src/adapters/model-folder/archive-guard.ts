import { ModelInvalidError } from '../../errors.js';

/** What an archive may hold. */
export interface ArchiveLimits {
  /** In the words of a refusal: which archive needs no more, and what its reader can do. */
  readonly needed: string;
  readonly advice: string;
  /** Of all files together. */
  readonly maxTotalBytes: number;
  readonly maxFileBytes: number;
  readonly maxEntries: number;
  /**
   * How many times larger than the archive its content may be. Trained weights and pictures hardly shrink, so an archive
   * far above this is made of nothing.
   */
  readonly maxRatio: number;
  /** Below this total no ratio counts: text shrinks well. */
  readonly ratioFromBytes: number;
}

export const modelArchiveLimits: ArchiveLimits = {
  needed: 'no model archive needs',
  advice: 'Make the archive again.',
  maxTotalBytes: 4 * 1024 ** 3,
  maxFileBytes: 2 * 1024 ** 3,
  maxEntries: 10_000,
  maxRatio: 200,
  ratioFromBytes: 64 * 1024 ** 2,
};

/**
 * Of what a training leaves beside its model: with the weights of every epoch that is as much as the training's disk held, so
 * that only what is made of nothing is refused.
 */
export const outputArchiveLimits: ArchiveLimits = {
  needed: 'no output of a training needs',
  advice: 'See what it is before you unpack it yourself (tar -tzvf).',
  maxTotalBytes: Infinity,
  maxFileBytes: Infinity,
  maxEntries: 1_000_000,
  maxRatio: 20,
  ratioFromBytes: 1024 ** 3,
};

export interface ArchiveGuard {
  /** Whether the entry may be written. The first one that may not is what `assertPassed` tells of. */
  admits(path: string, entry: { readonly type: string; readonly size: number }): boolean;
  /** @throws ModelInvalidError */
  assertPassed(shown: string): void;
}

/** Remembers the first thing in an archive that none of its kind holds. */
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
          `${shown} holds ${refusal}, which ${limits.needed}; nothing of it was kept. ${limits.advice}`,
        );
    },
  };
}

function toGigabytes(bytes: number): string {
  return `${bytes / 1024 ** 3} GB`;
}
