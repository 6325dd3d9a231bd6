import { InvalidOptionError } from '../errors.js';

/** Shares of train, val and test; their sum is 1. */
export type SplitShares = readonly [train: number, val: number, test: number];

/**
 * `80/10/10`, `80/20` or `0.7/0.2/0.1`: any numbers, of which the shares are taken. A share may be 0.
 * @throws InvalidOptionError
 */
export function parseSplitSpec(text: string): SplitShares {
  const [train = NaN, val = NaN, test = 0, ...more] = text
    .split('/')
    .map((part) => (part.trim() === '' ? NaN : Number(part)));
  const sum = train + val + test;
  if (more.length > 0 || ![train, val, test].every((share) => share >= 0 && Number.isFinite(share)) || sum <= 0)
    throw new InvalidOptionError(
      `--split ${text}: expected the shares of train, val and test, such as 80/10/10 or 80/20/0.`,
    );
  return [train / sum, val / sum, test / sum];
}
