import { WeightsUnusableError } from '../errors.js';
import { judgeWeightsName } from '../weights/judge-weights-name.js';
import { assertCheckpoint } from './assert-checkpoint.js';
import { findLocalWeights, resolveWeights, type WeightsLookup } from './resolve-weights.js';

/**
 * The starting weights that `--weights` means, fetched where they aren't here, and known to be the engine's: from wherever
 * they come, they may be of another kind. They are judged by their bytes; nothing is unpickled.
 * @throws WeightsNotFoundError, WeightsCorruptError, WeightsUnusableError
 */
export async function resolveCheckpoint(
  text: string,
  engine: string,
  lookup: WeightsLookup,
): Promise<string | undefined> {
  const fault = judgeWeightsName(text, engine);
  if (fault && (await findLocalWeights(text, lookup.environment)) === undefined)
    throw new WeightsUnusableError(`The weights ${text} can't be trained on: ${fault}.`);
  const file = await resolveWeights(text, lookup);
  if (file !== undefined) await assertCheckpoint(file, engine);
  return file;
}
