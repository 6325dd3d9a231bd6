import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract, type ReadEntry } from 'tar';
import { ModelInvalidError } from '../../errors.js';

const maxExtractedBytes = 4 * 1024 ** 3;
const maxEntries = 10_000;

export interface ExtractedArchive {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Extracts a model archive into a temporary folder. Only regular files and folders come out: no links, no devices, and
 * nothing outside of the folder.
 * @throws ModelInvalidError for archives that are damaged, too large, or try to write elsewhere
 */
export async function extractArchive(archive: string, shown: string): Promise<ExtractedArchive> {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-model-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const guard = createGuard();
  try {
    await extract({
      file: archive,
      cwd: folder,
      strict: true,
      filter: (path, entry) => guard.admits(path, entry as ReadEntry),
    });
    guard.assertPassed(shown);
    return { folder, remove };
  } catch (cause) {
    await remove();
    if (cause instanceof ModelInvalidError) throw cause;
    throw new ModelInvalidError(
      `${shown} can't be extracted (${(cause as Error).message}). Copy or make the archive again.`,
      { cause },
    );
  }
}

interface Guard {
  admits(path: string, entry: Pick<ReadEntry, 'type' | 'size'>): boolean;
  assertPassed(shown: string): void;
}

/** Remembers the first thing in an archive that a model archive never holds. */
function createGuard(): Guard {
  let bytes = 0;
  let entries = 0;
  let refusal: string | undefined;
  const judge = (path: string, type: string): string | undefined => {
    if (path.startsWith('/') || path.split('/').includes('..')) return `an entry outside of it (${path})`;
    if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') return `a ${type} (${path})`;
    if (bytes > maxExtractedBytes) return `more than ${maxExtractedBytes / 1024 ** 3} GB`;
    return entries > maxEntries ? `more than ${maxEntries} entries` : undefined;
  };
  return {
    admits(path, { type, size }) {
      bytes += size;
      entries += 1;
      refusal ??= judge(path, type);
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
