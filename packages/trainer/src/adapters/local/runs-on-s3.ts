import { baseName, createStorage, joinUri } from '@detectory/storage';
import { NothingToResumeError, OutputExistsError } from '../../errors.js';
import { FailedRunKeptError } from '../../runner/run-errors.js';
import type { RunRequest } from '../../runner/run-request.js';
import { toFailedFolder } from './finish-run.js';

/**
 * As assertNothingLost, of a run whose folder goes to S3 when it has ended: nothing there shows one under way, or one that was killed.
 * @throws OutputExistsError, FailedRunKeptError
 */
export async function assertNothingLostOnS3(target: string): Promise<void> {
  await assertFreeOnS3(target);
  if (await holdsFiles(toKept(target))) throw new FailedRunKeptError(toFailedFolder(target), baseName(target));
}

/** @throws OutputExistsError where a run's folder lies, or a part of one */
export async function assertFreeOnS3(target: string): Promise<void> {
  if (await holdsFiles(target)) throw new OutputExistsError(target);
}

/**
 * Where a run that failed keeps its checkpoints.
 * @throws NothingToResumeError where no run of that name has failed, or before its first checkpoint; OutputExistsError
 */
export async function findKeptOnS3({ out, name }: Pick<RunRequest, 'out' | 'name'>): Promise<string> {
  const target = joinUri(out, name);
  await assertFreeOnS3(target);
  const kept = toKept(target);
  if (await holdsFiles(kept)) return kept;
  throw new NothingToResumeError(
    `There are no checkpoints to go on from at ${kept}, where a run that failed keeps them. Pass the --name and --out of the run that failed, or as --out the folder here that the first lines of a run that was killed name, or leave --resume out to begin anew.`,
  );
}

function toKept(target: string): string {
  return joinUri(toFailedFolder(target), 'checkpoints');
}

async function holdsFiles(uri: string): Promise<boolean> {
  return !(await createStorage().list(uri)[Symbol.asyncIterator]().next()).done;
}
