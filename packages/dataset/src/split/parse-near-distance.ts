import { InvalidOptionError } from '../errors.js';

const defaultDistance = 4;
const mostBits = 16;

/**
 * `--group-near-duplicates [distance]`: how many of the 64 bits of two hashes may differ. Near duplicates mostly differ in 3 to
 * 6; past 16 images that have nothing in common are near each other.
 * @param value `true`: the flag without a number
 * @throws InvalidOptionError
 */
export function parseNearDistance(value: string | true): number {
  if (value === true) return defaultDistance;
  const distance = Number(value);
  if (/^\d+$/.test(value) && distance <= mostBits) return distance;
  throw new InvalidOptionError(
    `--group-near-duplicates ${value}: expected how many of 64 bits may differ, 0 to ${mostBits} (default ${defaultDistance}).`,
  );
}
