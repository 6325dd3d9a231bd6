import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder of this process: what is downloaded and extracted lies below it. */
export interface ScratchFolder {
  /** A new empty folder. */
  create(): Promise<string>;
  remove(): Promise<void>;
}

/** Nothing is made before the first use. The folder goes also where the process is ended without a chance to wait. */
export function createScratchFolder(): ScratchFolder {
  let root: Promise<string> | undefined;
  let path: string | undefined;
  let count = 0;
  const removeNow = () => {
    if (path) rmSync(path, { recursive: true, force: true });
  };
  const start = async () => {
    path = await mkdtemp(join(tmpdir(), 'detectory-serve-'));
    process.once('exit', removeNow);
    return path;
  };
  return {
    async create() {
      root ??= start();
      const folder = join(await root, String(count++));
      await mkdir(folder);
      return folder;
    },
    async remove() {
      if (path) await rm(path, { recursive: true, force: true });
      process.off('exit', removeNow);
      root = path = undefined;
    },
  };
}
