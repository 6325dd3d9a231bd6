import { InvalidOptionError } from '../errors.js';
import { parseCreationDate } from './parse-creation-date.js';

/** Microseconds since 1970 as Ground Truth writes a `creation-date`: UTC, without a zone. */
export function formatCreationDate(micros: number): string {
  const ms = Math.floor(micros / 1000);
  const fraction = String(micros - ms * 1000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${fraction}`;
}

/** @throws InvalidOptionError */
export function parseCreationDateOption(text: string): string {
  const micros = parseCreationDate(text);
  if (micros === undefined || Number.isNaN(micros))
    throw new InvalidOptionError(`--creation-date ${text}: expected a time such as 2026-01-31T12:00:00Z.`);
  return formatCreationDate(micros);
}
