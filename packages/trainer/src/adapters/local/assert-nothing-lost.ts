import { basename, join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { ContainerHost } from '../../runner/local/container-host.js';
import { FailedRunKeptError } from '../../runner/run-errors.js';
import { readCheckpoints } from '../checkpoints/read-checkpoints.js';
import { toFailedFolder } from './finish-run.js';
import { assertNothingLostOnS3 } from './runs-on-s3.js';
import { findEarlier } from './start-local-run.js';

/**
 * A run that begins anew takes the place of none that ended or is under way. Nor does it get in the way of what ones of its name that
 * were killed or failed have kept: `--resume` would go on from whichever has the most epochs, and remove the other.
 * @param target the run's folder, or its place on S3
 * @param openHost tells whether a run in a container is there still; without it that one counts as under way
 * @throws OutputExistsError, RunUnderWayError, RunOutOfSightError, and FailedRunKeptError where what was killed or failed has checkpoints
 */
export async function assertNothingLost(target: string, openHost?: () => ContainerHost): Promise<void> {
  if (isS3Uri(target)) return assertNothingLostOnS3(target);
  const name = basename(target);
  for (const { folder, ml } of await findEarlier(target, openHost))
    if (await holdsCheckpoints(ml.checkpoints)) throw new FailedRunKeptError(folder, name, 'was killed');
  const failed = toFailedFolder(target);
  if (await holdsCheckpoints(join(failed, 'checkpoints'))) throw new FailedRunKeptError(failed, name);
}

async function holdsCheckpoints(folder: string): Promise<boolean> {
  return (await readCheckpoints(folder)).length > 0;
}
