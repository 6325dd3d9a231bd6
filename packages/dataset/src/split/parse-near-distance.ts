import { InvalidOptionError } from '../errors.js';

const defaultDistance = 4;
const mostBits = 16;

/**
 * `--group-near-duplicates [distance]`: how many of the 64 bits of two hashes may differ. Near duplicates mostly differ in 3 to
 * 6; past 16 images that have nothing in common are near each other.
 * @param value `true`: the flag without a number; a manifest, where the flag stands before one and takes it for its number
 * @throws InvalidOptionError
 */
export function parseNearDistance(value: string | true): number {
  if (value === true) return defaultDistance;
  const isWhole = /^\d+$/.test(value);
  if (isWhole && Number(value) <= mostBits) return Number(value);
  const hint = isWhole
    ? ''
    : ` Before a manifest write --group-near-duplicates=${defaultDistance}, or put the flag last.`;
  throw new InvalidOptionError(
    `--group-near-duplicates ${value}: expected how many of 64 bits may differ, 0 to ${mostBits} (default ${defaultDistance}).${hint}`,
  );
}
