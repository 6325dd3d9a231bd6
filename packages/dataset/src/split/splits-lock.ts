import { InvalidSplitsLockError } from '../errors.js';
import { isJsonObject } from '../ground-truth/json-value.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { jsonListPieces } from '../model/json-list-pieces.js';
import type { SplitShares } from './parse-split-spec.js';
import { type SplitName, splitNames } from './split-name.js';

export const splitsLockVersion = 1;
export const splitsLockName = 'splits.lock.json';

/** `splits.lock.json`: which split each image has, so that a later build keeps it (docs/formats/splits-lock.md). */
export interface SplitsLock {
  readonly seed: number;
  readonly shares: SplitShares;
  /** By source-ref. */
  readonly splitOf: ReadonlyMap<string, SplitName>;
}

/** @throws InvalidSplitsLockError */
export function parseSplitsLock(text: string, where: string): SplitsLock {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new InvalidSplitsLockError(where, 'it is no JSON object');
  const { formatVersion, seed, shares, images } = value;
  if (formatVersion !== splitsLockVersion)
    throw new InvalidSplitsLockError(where, `its formatVersion is ${JSON.stringify(formatVersion)}`);
  if (typeof seed !== 'number' || !isShares(shares) || !isJsonObject(images))
    throw new InvalidSplitsLockError(where, 'its seed, shares or images are missing');
  return { seed, shares, splitOf: readAssignments(images, where) };
}

function readAssignments(images: Readonly<Record<string, unknown>>, where: string): Map<string, SplitName> {
  const splitOf = new Map<string, SplitName>();
  for (const split of splitNames) {
    const sourceRefs: unknown = images[split] ?? [];
    if (!Array.isArray(sourceRefs)) throw new InvalidSplitsLockError(where, `images.${split} is no list`);
    for (const sourceRef of sourceRefs as unknown[]) {
      if (typeof sourceRef !== 'string')
        throw new InvalidSplitsLockError(where, `images.${split} holds ${JSON.stringify(sourceRef)}`);
      const other = splitOf.get(sourceRef);
      if (other !== undefined)
        throw new InvalidSplitsLockError(where, `${sourceRef} stands in both ${other} and ${split}`);
      splitOf.set(sourceRef, split);
    }
  }
  return splitOf;
}

/** The lock's text piece by piece: each split's source-refs in the order of their code units, one on a line. */
export function* splitsLockPieces({ seed, shares, splitOf }: SplitsLock): Generator<string, void> {
  const sourceRefs = [...splitOf.keys()].sort(compareCodeUnits);
  yield `{\n  "formatVersion": ${splitsLockVersion},\n  "seed": ${seed},\n  "shares": ${JSON.stringify(shares)},\n  "images": {\n`;
  for (const [s, split] of splitNames.entries()) {
    yield `${s === 0 ? '' : ',\n'}    "${split}": `;
    const own = sourceRefs.filter((sourceRef) => splitOf.get(sourceRef) === split);
    yield* jsonListPieces(own, '    ');
  }
  yield '\n  }\n}\n';
}

/** The lock of a new build: its own assignments, and those of images that it does not hold, in case they come back. */
export function updateSplitsLock(previous: SplitsLock | undefined, { seed, shares, splitOf }: SplitsLock): SplitsLock {
  if (!previous) return { seed, shares, splitOf };
  return { seed, shares, splitOf: new Map([...previous.splitOf, ...splitOf]) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isShares(value: unknown): value is SplitShares {
  return (
    Array.isArray(value) && value.length === splitNames.length && value.every((share) => typeof share === 'number')
  );
}
