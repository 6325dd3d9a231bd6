import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { OutputExistsError } from '../../errors.js';
import { FailedRunKeptError } from '../../runner/run-errors.js';
import { readCheckpoints } from '../checkpoints/read-checkpoints.js';
import { toFailedFolder } from './finish-run.js';

/**
 * A run that begins anew takes the place of none that ended and, if it fails as well, that of what one of its name that failed has kept.
 * @param target the run's folder
 * @throws OutputExistsError, and FailedRunKeptError where what failed has checkpoints
 */
export async function assertNothingLost(target: string): Promise<void> {
  if (existsSync(target)) throw new OutputExistsError(target);
  const failed = toFailedFolder(target);
  const found = await readCheckpoints(join(failed, 'checkpoints'));
  if (found.length > 0) throw new FailedRunKeptError(failed, basename(target));
}
