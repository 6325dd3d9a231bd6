import { nearestName } from '@detectory/dataset';
import type { HyperparameterValue } from '../contract/parse-hyperparameters.js';
import { HyperparameterInvalidError } from '../errors.js';
import { optionAliases, type OptionName, type OptionSpec, optionTable } from './option-table.js';

type Resolved = Partial<Record<OptionName, string | number | boolean>>;

/** Training options with every value checked and defaults filled in. */
export interface TrainOptions {
  readonly epochs: number;
  readonly imgsz: number;
  readonly 'batch-size': number;
  readonly weights: string;
  readonly cfg?: string;
  readonly hyp?: string;
  readonly freeze: number;
  readonly seed: number;
  readonly optimizer: string;
  readonly patience: number;
  readonly workers?: number;
  readonly 'cos-lr'?: boolean;
  readonly 'export-sizes'?: string;
}

/** @throws HyperparameterInvalidError for unknown names, with the nearest one, and for values out of range */
export function resolveOptions(given: ReadonlyMap<string, HyperparameterValue>): TrainOptions {
  const resolved: Resolved = { ...defaults() };
  for (const [key, value] of given) {
    const name = toOptionName(key);
    if (value !== null) resolved[name] = checkValue(name, optionTable[name], value);
  }
  assertMultipleOf32(Number(resolved.imgsz));
  return resolved as unknown as TrainOptions;
}

function defaults(): Resolved {
  const entries = Object.entries(optionTable).flatMap(([name, spec]) =>
    'fallback' in spec ? [[name, spec.fallback] as const] : [],
  );
  return Object.fromEntries(entries);
}

function toOptionName(key: string): OptionName {
  const name = optionAliases[key] ?? key;
  if (Object.hasOwn(optionTable, name)) return name as OptionName;
  const known = [...Object.keys(optionTable), ...Object.keys(optionAliases)];
  const nearest = nearestName(key, known);
  throw new HyperparameterInvalidError(
    `There is no training option "${key}". ${nearest ? `Did you mean ${nearest}?` : `Known are: ${known.join(', ')}.`}`,
  );
}

function checkValue(name: string, spec: OptionSpec, value: string | number | boolean): string | number | boolean {
  if (spec.kind === 'flag') return checkFlag(name, value);
  if (spec.kind === 'text') return checkText(name, spec, String(value));
  return checkNumber(name, spec, Number(value), value);
}

function checkFlag(name: string, value: string | number | boolean): boolean {
  if (value === true || value === 1 || value === '') return true;
  if (value === false || value === 0) return false;
  throw invalid(name, value, 'true or false');
}

function checkText(name: string, { choices }: Extract<OptionSpec, { kind: 'text' }>, value: string): string {
  if (value.trim() === '' || (choices && !choices.includes(value)))
    throw invalid(name, value, choices ? `one of ${choices.join(', ')}` : 'some text');
  return value;
}

function checkNumber(
  name: string,
  spec: Extract<OptionSpec, { kind: 'integer' | 'number' }>,
  value: number,
  given: unknown,
): number {
  const fits = value >= spec.min && value <= spec.max && (spec.kind === 'number' || Number.isInteger(value));
  if (!fits || given === true || given === '')
    throw invalid(
      name,
      given,
      `${spec.kind === 'integer' ? 'a whole number' : 'a number'} from ${spec.min} to ${spec.max}`,
    );
  return value;
}

function assertMultipleOf32(imgsz: number): void {
  if (imgsz % 32 !== 0)
    throw invalid('imgsz', imgsz, `a multiple of 32, such as ${Math.max(32, Math.round(imgsz / 32) * 32)}`);
}

function invalid(name: string, value: unknown, expected: string): HyperparameterInvalidError {
  return new HyperparameterInvalidError(
    `The training option ${name} is ${JSON.stringify(value)}; expected ${expected}.`,
  );
}
