import { resolve } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { ContainerHost } from '../../runner/local/container-host.js';
import type { RunRequest } from '../../runner/run-request.js';
import { findKeptOnS3 } from './runs-on-s3.js';
import { findEarlier } from './start-local-run.js';
import { findCheckpoints } from './take-checkpoints.js';

/**
 * Looks whether a run on this machine has anything to go on from, as its start does; takes and fetches nothing.
 * @throws NothingToResumeError, OutputExistsError, RunUnderWayError, RunOutOfSightError
 */
export async function assertResumable(
  { out, name }: Pick<RunRequest, 'out' | 'name'>,
  openHost?: () => ContainerHost,
): Promise<void> {
  if (isS3Uri(out)) return void (await findKeptOnS3({ out, name }));
  const target = resolve(out, name);
  await findCheckpoints(target, await findEarlier(target, openHost));
}
