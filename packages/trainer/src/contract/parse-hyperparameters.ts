import { parseJsonObject } from './parse-json-object.js';

export type HyperparameterValue = string | number | boolean | null;

/** Keys that SageMaker's SDKs and tuning add for themselves. */
const reserved = /^(sagemaker_|_tuning_objective_metric$)/;

/**
 * hyperparameters.json to values. Each value is text in one of three encodings, by client: Python's `str` (`True`, `sgd`),
 * JSON (`"sgd"`, `true`), or raw. Keys may use - or _.
 * @throws JobFileUnreadableError when the file is no JSON object
 */
export function parseHyperparameters(text: string, file = 'hyperparameters.json'): Map<string, HyperparameterValue> {
  const values = parseJsonObject(text, file, 'a map from names to strings');
  const entries = Object.entries(values).filter(([key]) => !reserved.test(key));
  return new Map(entries.map(([key, value]) => [key.replaceAll('_', '-'), decodeValue(value)]));
}

const pythonWords: ReadonlyMap<string, HyperparameterValue> = new Map<string, HyperparameterValue>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function decodeValue(value: unknown): HyperparameterValue {
  if (value === null) return null;
  if (typeof value !== 'string') return toScalar(value) ?? String(JSON.stringify(value));
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
