import { InvalidOptionError } from '../errors.js';

/** What becomes of images without boxes: the largest share of the dataset that they may have (1: all are kept, 0: none). */
export interface NegativesPolicy {
  readonly maxShare: number;
}

/** @throws InvalidOptionError */
export function parseNegativesPolicy(text: string): NegativesPolicy {
  if (text === 'keep') return { maxShare: 1 };
  if (text === 'drop') return { maxShare: 0 };
  const share = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() === '' || !(share >= 0 && share < 1))
    throw new InvalidOptionError(
      `--negatives ${text}: expected keep, drop, or the largest share of images such as 0.1 or 10%.`,
    );
  return { maxShare: share };
}

/** How many of the `negatives` may join `positives` images. */
export function allowedNegatives({ maxShare }: NegativesPolicy, positives: number, negatives: number): number {
  if (maxShare >= 1) return negatives;
  return Math.min(negatives, Math.floor((maxShare / (1 - maxShare)) * positives + 1e-9));
}
