import { basename, join } from 'node:path';
import { FailedRunKeptError } from '../../runner/run-errors.js';
import { readCheckpoints } from '../checkpoints/read-checkpoints.js';
import { toFailedFolder } from './finish-run.js';

/**
 * A run that begins anew takes, if it fails as well, the place of what one of its name that failed has kept.
 * @param target the run's folder
 * @throws FailedRunKeptError where that has checkpoints
 */
export async function assertNothingLost(target: string): Promise<void> {
  const failed = toFailedFolder(target);
  const found = await readCheckpoints(join(failed, 'checkpoints'));
  if (found.length > 0) throw new FailedRunKeptError(failed, basename(target));
}
