import type { NearDuplicates } from '../duplicates/find-duplicates.js';
import { forEachNearPair } from '../kernels/near-pairs.js';
import { type SplitName, splitNames } from './split-name.js';

/** What a split lets leak: pairs of images that belong together and lie in different splits. `null`: not known. */
export interface SplitLeaks {
  /** With the same bytes. */
  readonly exactPairs: number | null;
  /** With hashes within the distance of `--group-near-duplicates`, those with the same bytes included. */
  readonly nearPairs: number | null;
  /** With the same value of `--group-by`. */
  readonly groupPairs: number | null;
  /** The share of the images of val and test that have a near duplicate in train. */
  readonly nearTrain: number | null;
}

export interface LeakFacts {
  /** Of each image; `undefined` where images were not read. */
  readonly sha256s: readonly (string | undefined)[];
  readonly groupKeys: readonly (string | undefined)[] | undefined;
  readonly near: NearDuplicates | undefined;
}

type Key = string | number | undefined;

export function measureLeaks({ sha256s, groupKeys, near }: LeakFacts, splits: readonly SplitName[]): SplitLeaks {
  const splitOf = Uint8Array.from(splits, (split) => splitNames.indexOf(split));
  const isRead = sha256s.some((sha256) => sha256 !== undefined);
  return {
    exactPairs: isRead ? countCrossingPairs(sha256s, splitOf) : null,
    ...(near ? measureNearLeaks(near, splitOf) : { nearPairs: null, nearTrain: null }),
    groupPairs: groupKeys ? countCrossingPairs(groupKeys, splitOf) : null,
  };
}

/** Pairs with the same key in different splits. */
function countCrossingPairs(keys: readonly Key[], splitOf: Uint8Array): number {
  const counts = new Map<Key, [number, number, number]>();
  keys.forEach((key, i) => {
    if (key === undefined) return;
    const count = counts.get(key) ?? [0, 0, 0];
    counts.set(key, count);
    count[splitOf[i] as 0 | 1 | 2]++;
  });
  let pairs = 0;
  for (const [train, val, test] of counts.values()) pairs += train * val + train * test + val * test;
  return pairs;
}

function measureNearLeaks(
  { hashes: { words, hashOf, images }, distance }: NearDuplicates,
  splitOf: Uint8Array,
): Pick<SplitLeaks, 'nearPairs' | 'nearTrain'> {
  const inSplit = splitNames.map(() => new Float64Array(images.length));
  hashOf.forEach((hash, i) => add(inSplit[splitOf[i] ?? 0], hash));
  const of = (split: number, hash: number): number => inSplit[split]?.[hash] ?? 0;
  const isNearTrain = Uint8Array.from(images, (_, hash) => (of(0, hash) > 0 ? 1 : 0));
  let nearPairs = countCrossingPairs(
    [...hashOf].map((hash) => (hash < 0 ? undefined : hash)),
    splitOf,
  );
  forEachNearPair(words, distance, (a, b) => {
    nearPairs += (images[a] ?? 0) * (images[b] ?? 0) - splitNames.reduce((sum, _, s) => sum + of(s, a) * of(s, b), 0);
    if (of(0, b) > 0) isNearTrain[a] = 1;
    if (of(0, a) > 0) isNearTrain[b] = 1;
  });
  const heldOut = [...splitOf.keys()].filter((i) => splitOf[i] !== 0 && (hashOf[i] ?? -1) >= 0);
  const leaking = heldOut.filter((i) => isNearTrain[hashOf[i] ?? -1] === 1);
  return { nearPairs, nearTrain: heldOut.length === 0 ? 0 : leaking.length / heldOut.length };
}

function add(counts: Float64Array | undefined, hash: number): void {
  if (counts && hash >= 0) counts[hash] = (counts[hash] ?? 0) + 1;
}
