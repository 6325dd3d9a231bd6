import { InvalidArgumentError } from 'commander';

/** A whole number from 0, as SageMaker takes it: 32 bits with a sign. @throws InvalidArgumentError */
export function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (seed < 2 ** 31) return seed;
  throw new InvalidArgumentError('Expected a whole number from 0 to 2147483647.');
}
