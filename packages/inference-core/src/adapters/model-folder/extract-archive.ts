import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract, type ReadEntry } from 'tar';
import { ModelInvalidError } from '../../errors.js';
import { type ArchiveLimits, createArchiveGuard, modelArchiveLimits } from './archive-guard.js';
import { toStorageError } from './storage-fault.js';

export interface ExtractedArchive {
  readonly folder: string;
  remove(): Promise<void>;
}

export interface ExtractOptions {
  /** Where the folder is made; by default the system's temporary one. */
  readonly temporaryFolder?: string | undefined;
  /** Whether a file is to come out, by its path in the archive; what stays in is checked all the same. */
  readonly isWanted?: (path: string) => boolean;
  /** By default those of a model. */
  readonly limits?: ArchiveLimits;
}

/**
 * Extracts an archive into a temporary folder. Only regular files and folders come out: no links, no devices, and
 * nothing outside of the folder.
 * @throws ModelInvalidError for archives that are damaged, too large, or try to write elsewhere; ModelStorageError where the machine
 * lacks the room or the right
 */
export async function extractArchive(
  archive: string,
  shown: string,
  { temporaryFolder = tmpdir(), isWanted = () => true, limits = modelArchiveLimits }: ExtractOptions = {},
): Promise<ExtractedArchive> {
  const folder = await makeFolder(shown, temporaryFolder);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const guard = createArchiveGuard((await stat(archive)).size, limits);
    await extract({
      file: archive,
      cwd: folder,
      strict: true,
      filter: (path, entry) => guard.admits(path, entry as ReadEntry) && isWanted(path),
    });
    guard.assertPassed(shown);
    return { folder, remove };
  } catch (cause) {
    await remove();
    if (cause instanceof ModelInvalidError) throw cause;
    const storage = toStorageError(cause, doing(shown), temporaryFolder);
    if (storage) throw storage;
    throw new ModelInvalidError(
      `${shown} can't be extracted (${(cause as Error).message}). Copy or make the archive again.`,
      { cause },
    );
  }
}

async function makeFolder(shown: string, temporaryFolder: string): Promise<string> {
  try {
    return await mkdtemp(join(temporaryFolder, 'detectory-model-'));
  } catch (cause) {
    throw toStorageError(cause, doing(shown), temporaryFolder) ?? cause;
  }
}

function doing(shown: string): string {
  return `${shown} can't be unpacked`;
}
