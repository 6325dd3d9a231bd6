import type { HyperparameterValue } from '../contract/parse-hyperparameters.js';
import { resolveOptions } from './resolve-options.js';
import { toHyperparameters } from './to-hyperparameters.js';

type Hyperparameters = Readonly<Record<string, string>>;

/**
 * Hyperparameters with which a run goes on: those that it was given, under what is given now. It starts from its own
 * checkpoint, so that it needs no weights; the preset that followed from them stays.
 * @throws HyperparameterInvalidError
 */
export function continueHyperparameters(kept: Hyperparameters, given: Hyperparameters): Record<string, string> {
  // A hyp file would win over a preset that is asked for now.
  const { hyp, ...others } = kept;
  const base = given['preset'] === undefined && hyp !== undefined ? { ...others, hyp } : others;
  const merged = { ...base, ...given, weights: kept['weights'] };
  const values = Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { preset } = resolveOptions(new Map<string, HyperparameterValue>(values));
  return toHyperparameters([
    ...values,
    ...(preset === undefined ? [] : [['preset', preset] as const]),
    ['weights', 'none'],
  ]);
}
