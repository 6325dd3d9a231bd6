import { HyperparameterInvalidError } from '../errors.js';

export type HyperparameterValue = string | number | boolean | null;

/** Keys that SageMaker's SDKs and tuning add for themselves. */
const reserved = /^(sagemaker_|_tuning_objective_metric$)/;

/**
 * hyperparameters.json to values. Each value is text in one of three encodings, by client: Python's `str` (`True`, `sgd`),
 * JSON (`"sgd"`, `true`), or raw. Keys may use - or _.
 * @throws HyperparameterInvalidError when the file is no JSON object
 */
export function parseHyperparameters(text: string): Map<string, HyperparameterValue> {
  const entries = Object.entries(parseObject(text)).filter(([key]) => !reserved.test(key));
  return new Map(entries.map(([key, value]) => [key.replaceAll('_', '-'), decodeValue(value)]));
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The same answer as for JSON of another kind.
  }
  throw new HyperparameterInvalidError(
    'hyperparameters.json is not a JSON object of strings, as SageMaker writes it. Pass hyperparameters as name and value.',
  );
}

const pythonWords: ReadonlyMap<string, HyperparameterValue> = new Map<string, HyperparameterValue>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function decodeValue(value: unknown): HyperparameterValue {
  if (typeof value !== 'string') return toScalar(value) ?? String(value);
  if (pythonWords.has(value)) return pythonWords.get(value) ?? null;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed === null ? null : (toScalar(parsed) ?? value);
  } catch {
    return value;
  }
}

function toScalar(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
