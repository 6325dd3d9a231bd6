import { NotAcceptableError } from '../errors.js';

/** What a detection can be answered as, best first. */
export const responseTypes = ['application/json', 'application/jsonlines', 'text/csv', 'image/jpeg'] as const;

export type ResponseType = (typeof responseTypes)[number];

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The type that an Accept header prefers among the offered ones, by RFC 9110's qualities; `fallback` where it takes anything.
 * @throws NotAcceptableError with what is offered
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly ResponseType[],
  fallback: ResponseType,
): ResponseType {
  if (accept === undefined || accept === '' || accept === '*/*') return fallback;
  const exact = offered.find((type) => type === accept);
  if (exact) return exact;
  const ranges = accept.split(',').map(parseRange);
  const candidates = [fallback, ...offered.filter((type) => type !== fallback)];
  let best: ResponseType | undefined;
  let bestQuality = 0;
  for (const type of candidates) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  if (!best) throw new NotAcceptableError(accept.slice(0, 200), offered);
  return best;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.split('=')[1];
  const value = quality === undefined ? 1 : Number(quality);
  return { type, quality: value >= 0 && value <= 1 ? value : 0 };
}

/** The most specific range that covers the type decides. */
function qualityOf(type: ResponseType, ranges: readonly Range[]): number {
  const names = [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*'];
  for (const name of names) {
    const range = ranges.find((candidate) => candidate.type === name);
    if (range) return range.quality;
  }
  return 0;
}
