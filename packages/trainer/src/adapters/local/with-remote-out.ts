import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createStorage, downloadTree, isS3Uri, joinUri, removeTree, uploadTree } from '@detectory/storage';
import { EngineFailedError, OutputExistsError } from '../../errors.js';
import { RunNotUploadedError, toReason } from '../../runner/run-errors.js';
import type { RunListeners, RunRequest, StartedRun } from '../../runner/run-request.js';
import { toFailedFolder } from './finish-run.js';
import { assertFreeOnS3, findKeptOnS3 } from './runs-on-s3.js';

type Start = (request: RunRequest) => Promise<StartedRun>;

/** A run's folder. */
interface Places {
  /** The temporary folder that it is made in. */
  readonly folder: string;
  readonly local: string;
  /** On S3. */
  readonly target: string;
}

/**
 * A run on this machine whose folder belongs on S3 is made in a temporary folder, and uploaded when it is whole. What a failed
 * run keeps goes there too, as `<name>.failed`, and one that goes on gets its checkpoints from there, which
 * are removed once it is whole. The temporary folder stays until all of it is there.
 */
export function withRemoteOut(start: Start): Start {
  return async (request) => {
    if (!isS3Uri(request.out)) return start(request);
    const folder = await mkdtemp(join(tmpdir(), 'detectory-run-'));
    const places = { folder, local: join(folder, request.name), target: joinUri(request.out, request.name) };
    try {
      if (request.resume) await fetchCheckpoints(request, places);
      else await assertFreeOnS3(places.target);
      const started = await start({ ...request, out: folder });
      return {
        ...started,
        follow: async (listeners, signal) => {
          const { local, target } = places;
          await started.follow(withRemoteNames(listeners, local, target), signal).catch(async (error: unknown) => {
            throw await keepFailed(error, places);
          });
          await keepModel(places);
          if (request.resume) await removeSpent(target);
          return { model: joinUri(target, 'model.tar.gz'), output: joinUri(target, 'output') };
        },
      };
    } catch (error) {
      await remove(places);
      throw error;
    }
  };
}

function remove({ folder }: Places): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

async function fetchCheckpoints(request: RunRequest, { local }: Places): Promise<void> {
  const kept = await findKeptOnS3(request);
  await downloadTree(createStorage(), kept, join(toFailedFolder(local), 'checkpoints'));
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

/** The model goes last: where it is, all is. @throws RunNotUploadedError */
async function keepModel(places: Places): Promise<void> {
  const { local, target } = places;
  try {
    // Another run of this name may have come there since.
    await assertFreeOnS3(target);
    await uploadTree(createStorage(), local, target, { orderLast: ['model.tar.gz'] });
  } catch (cause) {
    const isTaken = cause instanceof OutputExistsError;
    throw new RunNotUploadedError(local, target, { copyTo: isTaken ? `${target}-2` : target, cause });
  }
  await remove(places);
}

/** What a run went on from. Where it can't be removed, it costs room, not the run. */
async function removeSpent(target: string): Promise<void> {
  await removeTree(createStorage(), toFailedFolder(target)).catch(() => undefined);
}

/** Answers the failure with the names that things have on S3, and keeps it there with them; else with what to do about that. */
async function keepFailed(error: unknown, places: Places): Promise<unknown> {
  const { local, target } = places;
  if (!(error instanceof EngineFailedError) || !existsSync(toFailedFolder(local))) return error;
  const kept = toFailedFolder(target);
  const toRemote = (text: string): string =>
    text
      .replaceAll(toFailedFolder(local), () => kept)
      // What a command makes of it can't lie on S3.
      .replace(` --out ${local}`, ' --out models');
  try {
    const account = await readFile(join(toFailedFolder(local), 'failure'), 'utf8').catch(() => error.message);
    await replaceTree(toFailedFolder(local), kept);
    await createStorage().writeBytes(joinUri(kept, 'failure'), toRemote(account));
  } catch (cause) {
    return new EngineFailedError(
      'Training',
      `${error.message.replace(/\.?$/, '.')} ${explainKeptHere(places, cause)}`,
      true,
    );
  }
  await remove(places);
  return new EngineFailedError('Training', toRemote(error.message), true);
}

/** What an earlier run of that name left there, such as a checkpoint that this one has none for, goes once all of this one's is there. */
async function replaceTree(local: string, target: string): Promise<void> {
  const storage = createStorage();
  await uploadTree(storage, local, target);
  for await (const { uri } of storage.list(target))
    if (!existsSync(join(local, uri.slice(joinUri(target, '').length)))) await storage.remove(uri);
}

function explainKeptHere({ folder, local, target }: Places, cause: unknown): string {
  const kept = toFailedFolder(local);
  const goOn = `go on from there with --out ${folder} --resume --name ${basename(local)}, or `;
  return (
    `What it left could not be brought to ${toFailedFolder(target)} (${toReason(cause)}) and is still in ${kept}: ` +
    `${existsSync(join(kept, 'checkpoints')) ? goOn : ''}copy it with \`aws s3 sync --delete ${kept} ${toFailedFolder(target)}\`.`
  );
}
