import { InvalidOptionError } from '../errors.js';

/** What `--balance` asks for. */
export type BalanceSpec =
  | { readonly mode: 'equal' }
  | { readonly mode: 'max-ratio'; readonly ratio: number }
  | { readonly mode: 'target'; readonly boxes: number }
  | { readonly mode: 'per-class'; readonly limits: readonly ClassLimit[] };

export interface ClassLimit {
  readonly className: string;
  readonly relation: '<=' | '>=' | '=';
  readonly boxes: number;
}

const expected =
  "expected equal, max-ratio=2, target=300, or limits for classes: 'screwdriver<=100,drill>=50' (in quotes, because of the shell)";

/** @throws InvalidOptionError */
export function parseBalanceSpec(text: string): BalanceSpec {
  const spec = text.trim();
  if (spec === 'equal') return { mode: 'equal' };
  const [, word, value = ''] = /^(max-ratio|target)=(.*)$/.exec(spec) ?? [];
  if (word === 'max-ratio') return { mode: 'max-ratio', ratio: parseNumber(text, value, 1) };
  if (word === 'target') return { mode: 'target', boxes: parseWholeNumber(text, value, 1) };
  return { mode: 'per-class', limits: spec.split(',').map((part) => parseLimit(text, part.trim())) };
}

function parseLimit(spec: string, part: string): ClassLimit {
  const match = /^(.+?)\s*(<=|>=|=)\s*(\d+)$/.exec(part);
  if (!match) throw new InvalidOptionError(`--balance ${spec}: "${part}" is no limit; ${expected}.`);
  const [, className = '', relation, boxes] = match;
  return { className, relation: relation as ClassLimit['relation'], boxes: parseWholeNumber(spec, boxes ?? '', 0) };
}

function parseWholeNumber(spec: string, value: string, least: number): number {
  const number = parseNumber(spec, value, least);
  if (!Number.isInteger(number))
    throw new InvalidOptionError(`--balance ${spec}: ${value} is no whole number of boxes; ${expected}.`);
  return number;
}

function parseNumber(spec: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < least)
    throw new InvalidOptionError(
      `--balance ${spec}: ${value || 'nothing'} is no number from ${least} up; ${expected}.`,
    );
  return number;
}
