import { WeightsUnusableError } from '../errors.js';
import { judgeCheckpoint } from '../weights/judge-checkpoint.js';
import { judgeWeightsName } from '../weights/judge-weights-name.js';
import { readCheckpointBytes } from './assert-checkpoint.js';
import { findCheckpoint, type FoundCheckpoint } from './find-checkpoint.js';
import { findLocalWeights } from './resolve-weights.js';

/**
 * The checkpoint that `source` means, which by its name and its bytes may be a detector's of any engine. The programs that open it
 * take long to start, and would know it by the name of a copy.
 * @param downloadFolder as of findCheckpoint
 * @throws WeightsUnusableError, and what findCheckpoint throws
 */
export async function findExportable(source: string, downloadFolder: string): Promise<FoundCheckpoint> {
  const misnamed = judgeWeightsName(source);
  if (misnamed && (await findLocalWeights(source)) === undefined) throw unusable(source, misnamed);
  const found = await findCheckpoint(source, downloadFolder);
  const fault = judgeCheckpoint(await readCheckpointBytes(found.weights));
  if (fault === undefined) return found;
  await found.remove();
  throw unusable(source, fault);
}

function unusable(source: string, fault: string): WeightsUnusableError {
  return new WeightsUnusableError(`${source} can't be exported: ${fault}.`);
}
