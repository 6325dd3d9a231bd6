import { HyperparameterInvalidError } from '../errors.js';
import type { LayersSpec, NumberSpec, OptionSpec, OptionValue, TextSpec } from './option-spec.js';

type Given = string | number | boolean;

/** A value as its option takes it. @throws HyperparameterInvalidError that says what was expected */
export function checkOptionValue(name: string, spec: OptionSpec, given: Given): OptionValue {
  const value = spec.kind === 'flag' || spec.kind === 'text' ? toTruth(given) : given;
  if (spec.kind === 'flag') return checkFlag(name, value);
  if (spec.kind === 'text') return checkText(name, spec, value);
  if (spec.kind === 'layers') return checkLayers(name, spec, value);
  return checkNumber(name, spec, value);
}

/** Truth values as Python and JSON write them; whoever wants text gets `true` as `true`. */
function toTruth(value: Given): Given {
  if (value === 'True' || value === 'true') return true;
  return value === 'False' || value === 'false' ? false : value;
}

function checkFlag(name: string, value: Given): boolean {
  if (value === true || value === 1 || value === '') return true;
  if (value === false || value === 0) return false;
  throw invalidOption(name, value, 'true or false');
}

function checkText(name: string, { choices, bare, fallback, expected = 'some text' }: TextSpec, value: Given): string {
  if (bare !== undefined && (value === true || value === '')) return bare;
  if (bare !== undefined && value === false) return fallback ?? 'none';
  const text = String(value);
  // `sgd` is SGD: clients write choices as they please, frameworks know one spelling.
  const chosen = choices ? choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) : text;
  if (chosen === undefined || chosen.trim() === '')
    throw invalidOption(name, value, choices ? `one of ${choices.join(', ')}` : expected);
  return chosen;
}

function checkNumber(name: string, spec: NumberSpec, given: Given): number {
  const words = spec.words ?? {};
  const word = Object.keys(words).find((each) => given === each || Number(given) === words[each]);
  if (word !== undefined) return words[word] ?? Number.NaN;
  const value = typeof given === 'string' && given.trim() === '' ? Number.NaN : Number(given);
  const fits = value >= spec.min && value <= spec.max && (spec.kind === 'number' || Number.isInteger(value));
  if (!fits || typeof given === 'boolean') throw invalidOption(name, given, describeRange(spec));
  return value;
}

/** `a whole number from 1 to 1024, or auto`. */
export function describeRange({ kind, min, max, words = {} }: NumberSpec): string {
  const range = `${kind === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}`;
  return [range, ...Object.keys(words)].join(', or ');
}

function checkLayers(name: string, { max }: LayersSpec, value: Given): number[] {
  const words = String(value)
    .replaceAll(/[[\]()]/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const layers = words.map(Number);
  if (
    layers.length === 0 ||
    typeof value === 'boolean' ||
    !layers.every((layer) => Number.isInteger(layer) && layer >= 0 && layer <= max)
  )
    throw invalidOption(name, value, `how many first layers, from 0 to ${max}, or a list of layers such as 0,1,2`);
  return layers;
}

export function invalidOption(name: string, value: unknown, expected: string): HyperparameterInvalidError {
  return new HyperparameterInvalidError(
    `The training option ${name} is ${JSON.stringify(value)}; expected ${expected}.`,
  );
}
