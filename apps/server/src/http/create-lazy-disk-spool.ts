import type { BodySpool } from '@detectory/endpoint-handler';
import { createDiskSpool } from '@detectory/endpoint-handler/disk-spool';
import type { ScratchFolder } from '../models/scratch-folder.js';

/** Large bodies on disk, below the process's own temporary folder; no folder is made before the first one. */
export function createLazyDiskSpool(scratch: ScratchFolder): BodySpool {
  let spool: Promise<BodySpool> | undefined;
  const start = async () => createDiskSpool(await scratch.create());
  return {
    async open() {
      spool ??= start().catch((error: unknown) => {
        spool = undefined;
        throw error;
      });
      return (await spool).open();
    },
  };
}
