import type { HyperparameterValue } from '../contract/parse-hyperparameters.js';
import type { OptionValue } from './option-spec.js';

/** Values as hyperparameters say them, as text; `null` is left out. */
export function toHyperparameters(
  values: Iterable<readonly [string, OptionValue | HyperparameterValue]>,
): Record<string, string> {
  const given = [...values].filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, toText(value)]));
}

function toText(value: OptionValue | HyperparameterValue): string {
  // As Python writes truth, which is what most of SageMaker's clients send.
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? value.join(',') : String(value);
}
