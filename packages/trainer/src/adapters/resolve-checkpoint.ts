import { assertCheckpoint } from './assert-checkpoint.js';
import { resolveWeights, type WeightsLookup } from './resolve-weights.js';

/**
 * The starting weights that `--weights` means, fetched where they aren't here, and known to be the engine's: from wherever
 * they come, they may be of another kind.
 * @throws WeightsNotFoundError, WeightsCorruptError, WeightsUnusableError
 */
export async function resolveCheckpoint(
  text: string,
  engine: string,
  lookup: WeightsLookup,
): Promise<string | undefined> {
  const file = await resolveWeights(text, lookup);
  if (file !== undefined) await assertCheckpoint(file, engine);
  return file;
}
