import { HyperparameterInvalidError } from '../errors.js';
import type { SearchRange } from './search-space.js';

/**
 * `lr0=1e-4..1e-2:log`, `momentum=0.8..0.95`, `batch-size=8,16,32`, or `mosaic=1` for a value that is not searched.
 * @throws HyperparameterInvalidError
 */
export function parseRange(text: string): SearchRange {
  const [, given = '', rest = ''] = /^([\w-]+)=(.+)$/.exec(text.trim()) ?? [];
  const name = given.replaceAll('_', '-');
  const [, low = '', high = '', scale] = /^(.+?)\.\.(.+?)(?::(log|linear))?$/.exec(rest) ?? [];
  if (high !== '') return toRange(name, Number(low), Number(high), scale === 'log' ? 'log' : 'linear', text);
  const values = rest.split(',').map((value) => value.trim());
  if (name === '' || values.some((value) => value === '')) throw invalid(text);
  return { kind: 'choice', name, values };
}

function toRange(name: string, min: number, max: number, scale: 'log' | 'linear', text: string): SearchRange {
  if (name === '' || !(min < max) || (scale === 'log' && min <= 0)) throw invalid(text);
  const kind = /^\d+$/.test(`${min}${max}`) && scale === 'linear' && max - min > 1 ? 'integer' : 'continuous';
  return { kind, name, min, max, scale };
}

function invalid(text: string): HyperparameterInvalidError {
  return new HyperparameterInvalidError(
    `"${text}" is no range to search; expected one such as lr0=1e-4..1e-2:log, momentum=0.8..0.95 or freeze=0,10 (the lower bound first; a logarithmic one above 0).`,
  );
}
