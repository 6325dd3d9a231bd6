import { HyperparameterInvalidError } from '../errors.js';
import { type OptionName, optionTable } from '../options/option-table.js';
import { toOptionName } from '../options/resolve-options.js';
import type { SearchRange } from './search-space.js';

/**
 * `lr0=1e-4..1e-2:log`, `momentum=0.8..0.95`, `batch-size=8,16,32`, or `mosaic=1` for a value that is not searched. Whether
 * whole numbers are tried is the option's to say, not how its bounds are written.
 * @throws HyperparameterInvalidError
 */
export function parseRange(text: string): SearchRange {
  const [, given = '', rest = ''] = /^([\w-]+)=(.+)$/.exec(text.trim()) ?? [];
  if (given === '') throw invalid(text);
  const name = toOptionName(given);
  const [, low = '', high = '', scale] = /^(.+?)\.\.(.+?)(?::(log|linear))?$/.exec(rest) ?? [];
  if (high !== '') return toRange(name, Number(low), Number(high), scale === 'log' ? 'log' : 'linear', text);
  const values = rest.split(',').map((value) => value.trim());
  if (values.some((value) => value === '')) throw invalid(text);
  return { kind: 'choice', name, values };
}

function toRange(name: OptionName, min: number, max: number, scale: 'log' | 'linear', text: string): SearchRange {
  const kind = kindOf(name);
  if (!kind)
    throw new HyperparameterInvalidError(
      `"${text}" can't be searched: not every number between is a value of ${name}. List those to try, as in --range imgsz=320,480,640.`,
    );
  if (!(min < max) || (scale === 'log' && min <= 0)) throw invalid(text);
  if (kind === 'integer' && !(Number.isInteger(min) && Number.isInteger(max)))
    throw new HyperparameterInvalidError(`"${text}" can't be searched: ${name} takes whole numbers only.`);
  return { kind, name, min, max, scale };
}

/** Of the values between two bounds; undefined where they aren't all good: photos' sides are multiples of 32. */
function kindOf(name: OptionName): 'integer' | 'continuous' | undefined {
  if (name === 'imgsz') return undefined;
  const { kind } = optionTable[name];
  if (kind === 'number') return 'continuous';
  return kind === 'integer' || kind === 'layers' ? 'integer' : undefined;
}

function invalid(text: string): HyperparameterInvalidError {
  return new HyperparameterInvalidError(
    `"${text}" is no range to search; expected one such as lr0=1e-4..1e-2:log, momentum=0.8..0.95 or freeze=0,10 (the lower bound first; a logarithmic one above 0).`,
  );
}
