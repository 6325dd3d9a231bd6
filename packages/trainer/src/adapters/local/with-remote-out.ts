import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, isS3Uri, joinUri, uploadTree } from '@detectory/storage';
import type { RunRequest, StartedRun } from '../../runner/run-request.js';

type Start = (request: RunRequest) => Promise<StartedRun>;

/** A run on this machine whose folder belongs on S3 is made in a temporary folder, and uploaded when it is whole. */
export function withRemoteOut(start: Start): Start {
  return async (request) => {
    if (!isS3Uri(request.out)) return start(request);
    const folder = await mkdtemp(join(tmpdir(), 'detectory-run-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const started = await start({ ...request, out: folder });
      const target = joinUri(request.out, request.name);
      return {
        ...started,
        follow: async (listeners, signal) => {
          try {
            await started.follow(listeners, signal);
            await uploadTree(createStorage(), join(folder, request.name), target);
            return { model: joinUri(target, 'model.tar.gz'), output: joinUri(target, 'output') };
          } finally {
            await remove();
          }
        },
      };
    } catch (error) {
      await remove();
      throw error;
    }
  };
}
