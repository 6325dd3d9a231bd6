import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BodySpool } from '../../ports/body-spool.js';

/** Large bodies as files in folders of their own below `folder` (default: the system's temporary folder). */
export function createDiskSpool(folder: string = tmpdir()): BodySpool {
  return {
    async open() {
      const own = await mkdtemp(join(folder, 'detectory-body-'));
      const path = join(own, 'body');
      const file = await open(path, 'wx+', 0o600).catch(async (error: unknown) => {
        await rm(own, { recursive: true, force: true });
        throw error;
      });
      let length = 0;
      return {
        async write(chunk) {
          // A file may take fewer bytes than it is given.
          for (let from = 0; from < chunk.length;) {
            const { bytesWritten } = await file.write(chunk, from, chunk.length - from, length);
            from += bytesWritten;
            length += bytesWritten;
          }
        },
        async read() {
          const bytes = new Uint8Array(length);
          for (let from = 0; from < length;) {
            const { bytesRead } = await file.read(bytes, from, length - from, from);
            if (bytesRead === 0) throw new Error(`${path} is shorter than what was written to it.`);
            from += bytesRead;
          }
          return bytes;
        },
        async dispose() {
          await file.close();
          await rm(own, { recursive: true, force: true });
        },
      };
    },
  };
}
