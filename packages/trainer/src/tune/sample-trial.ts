import { createHash } from 'node:crypto';
import type { SearchRange } from './search-space.js';

/**
 * The hyperparameters of one trial of a random search. Each depends on the seed, the trial's number and its own name alone: a
 * search that goes on, or that has one range more, tries the same as before.
 */
export function sampleTrial(space: readonly SearchRange[], seed: number, trial: number): Record<string, string> {
  return Object.fromEntries(
    space.map((range) => [range.name, sampleRange(range, uniform(`${seed}:${trial}:${range.name}`))]),
  );
}

function sampleRange(range: SearchRange, share: number): string {
  if (range.kind === 'choice') return range.values[Math.floor(share * range.values.length)] ?? '';
  const { min, max, scale } = range;
  if (range.kind === 'integer') return String(Math.floor(spread(min, max + 1, scale, share)));
  return String(Number(spread(min, max, scale, share).toPrecision(4)));
}

function spread(min: number, end: number, scale: 'log' | 'linear', share: number): number {
  return scale === 'log' ? min * (end / min) ** share : min + share * (end - min);
}

/** In [0, 1), with 48 bits. */
function uniform(key: string): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) / 2 ** 48;
}
