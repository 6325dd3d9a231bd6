import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toStorageError } from '@detectory/inference-core/model-folder';

/** A temporary folder of this process: what is downloaded and extracted lies below it. */
export interface ScratchFolder {
  /** A new empty folder. @throws ModelStorageError where the machine lacks the room or the right */
  create(): Promise<string>;
  remove(): Promise<void>;
}

/** Nothing is made before the first use. The folder goes also where the process is ended without a chance to wait. */
export function createScratchFolder(): ScratchFolder {
  let path: string | undefined;
  let count = 0;
  const removeNow = () => {
    if (path) rmSync(path, { recursive: true, force: true });
  };
  // At once: a process that ends while the system makes the folder would leave one that it never heard of.
  const start = () => {
    process.once('exit', removeNow);
    return mkdtempSync(join(tmpdir(), 'detectory-serve-'));
  };
  return {
    async create() {
      try {
        path ??= start();
        const folder = join(path, String(count++));
        await mkdir(folder);
        return folder;
      } catch (cause) {
        throw toStorageError(cause, "A folder for a model can't be made", tmpdir()) ?? cause;
      }
    },
    async remove() {
      if (path) await rm(path, { recursive: true, force: true });
      process.off('exit', removeNow);
      path = undefined;
    },
  };
}
