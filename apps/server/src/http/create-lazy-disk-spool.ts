import type { BodySpool } from '@detectory/endpoint-handler';
import type { ScratchFolder } from '../models/scratch-folder.js';

/** Large bodies on disk, below the process's own temporary folder; nothing is loaded or made before the first one. */
export function createLazyDiskSpool(scratch: ScratchFolder): BodySpool {
  let spool: Promise<BodySpool> | undefined;
  const start = async () => {
    const { createDiskSpool } = await import('@detectory/endpoint-handler/disk-spool');
    return createDiskSpool(await scratch.create());
  };
  return {
    async open() {
      spool ??= start();
      return (await spool).open();
    },
  };
}
