import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, downloadTree, isS3Uri, joinUri, uploadTree } from '@detectory/storage';
import { EngineFailedError, NothingToResumeError } from '../../errors.js';
import type { RunListeners, RunRequest, StartedRun } from '../../runner/run-request.js';
import { toFailedFolder } from './finish-run.js';

type Start = (request: RunRequest) => Promise<StartedRun>;

/**
 * A run on this machine whose folder belongs on S3 is made in a temporary folder, and uploaded when it is whole. What a failed
 * run keeps goes there too, as `<name>.failed`, and one that goes on gets its checkpoints from there.
 */
export function withRemoteOut(start: Start): Start {
  return async (request) => {
    if (!isS3Uri(request.out)) return start(request);
    const folder = await mkdtemp(join(tmpdir(), 'detectory-run-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      if (request.resume) await fetchCheckpoints(request, folder);
      const started = await start({ ...request, out: folder });
      const local = join(folder, request.name);
      const target = joinUri(request.out, request.name);
      return {
        ...started,
        follow: async (listeners, signal) => {
          try {
            await started.follow(withRemoteNames(listeners, local, target), signal);
            await uploadTree(createStorage(), local, target);
            return { model: joinUri(target, 'model.tar.gz'), output: joinUri(target, 'output') };
          } catch (error) {
            throw await keepFailed(error, local, target);
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

async function fetchCheckpoints(request: RunRequest, folder: string): Promise<void> {
  const kept = await findKeptOnS3(request);
  await downloadTree(createStorage(), kept, join(toFailedFolder(join(folder, request.name)), 'checkpoints'));
}

/**
 * Where a run that failed keeps its checkpoints.
 * @throws NothingToResumeError where no run of that name has failed, or before its first checkpoint
 */
export async function findKeptOnS3({ out, name }: Pick<RunRequest, 'out' | 'name'>): Promise<string> {
  const kept = joinUri(toFailedFolder(joinUri(out, name)), 'checkpoints');
  const first = await createStorage().list(kept)[Symbol.asyncIterator]().next();
  if (first.done)
    throw new NothingToResumeError(
      `There are no checkpoints to go on from at ${kept}, where a run that failed keeps them. Pass the --name and --out of the run that failed, or as --out the folder here that the first lines of a run that was killed name, or leave --resume out to begin anew.`,
    );
  return kept;
}

/** What a run goes on from was fetched, and is removed with the temporary folder. */
function withRemoteNames(listeners: RunListeners, local: string, target: string): RunListeners {
  const toRemote = (from: string): string => from.replace(toFailedFolder(local), () => toFailedFolder(target));
  return {
    ...listeners,
    onProgress: (event) =>
      listeners.onProgress(event.event === 'resumed' ? { ...event, from: toRemote(event.from) } : event),
  };
}

/** Answers the failure with the names that things have on S3, and keeps it there with them. */
async function keepFailed(error: unknown, local: string, target: string): Promise<unknown> {
  if (!(error instanceof EngineFailedError) || !existsSync(toFailedFolder(local))) return error;
  const storage = createStorage();
  const kept = toFailedFolder(target);
  await uploadTree(storage, toFailedFolder(local), kept);
  const toRemote = (text: string): string =>
    text
      .replaceAll(toFailedFolder(local), () => kept)
      // What a command makes of it can't lie on S3.
      .replace(` --out ${local}`, ' --out models');
  const account = await readFile(join(toFailedFolder(local), 'failure'), 'utf8').catch(() => error.message);
  await storage.writeBytes(joinUri(kept, 'failure'), toRemote(account));
  return new EngineFailedError('Training', toRemote(error.message), true);
}
