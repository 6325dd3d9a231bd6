import { type ChosenSubset, choosingSubset, type SearchProgress } from '../kernels/choose-subset.js';
import { createCountMatrix, sumCounts } from '../kernels/count-matrix.js';
import { type CoOccurrence, findCoOccurrence } from '../measures/find-co-occurrence.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import { allowedNegatives, type NegativesPolicy } from './negatives-policy.js';
import type { BalanceSpec } from './parse-balance-spec.js';
import { proportionalTerms, targetsOf, toSubsetTerms, withFloors } from './to-subset-terms.js';

/** Boxes per class of one image: pairs of class index and count. No pair: a negative. */
export type ClassCounts = readonly (readonly [classIndex: number, count: number])[];

export interface SelectionOptions {
  readonly balance?: BalanceSpec | undefined;
  readonly maxImages?: number | undefined;
  readonly negatives: NegativesPolicy;
  /** Told after each step of balancing, and waited for: a place to show progress, let others work, or throw to stop. */
  readonly onBalanceStep?: ((progress: SearchProgress) => void | Promise<void>) | undefined;
}

/** How good the balanced subset is, and the proof. */
export interface BalanceResult extends Pick<ChosenSubset, 'cost' | 'bound' | 'gap'> {
  /** Boxes wanted of each class, never more than there are; `undefined` where the class has none. */
  readonly targets: readonly (number | undefined)[];
  /** Which targets exclude each other, furthest first. */
  readonly coOccurrence: readonly CoOccurrence[];
}

/** Why an image that could be used is left out. */
export type LeaveReason = 'not-selected' | 'negative-not-kept';

export interface Selection {
  /** For each image why it is left out; `undefined`: it stays. */
  readonly leftOut: readonly (LeaveReason | undefined)[];
  readonly balance: BalanceResult | undefined;
}

/**
 * Which images to keep. Whole images only: taking single boxes away would teach that an object is background.
 * @param images in the order that breaks ties (by the hash of their source-ref)
 */
export async function selectImages(
  images: Sequence<ClassCounts>,
  classes: readonly string[],
  options: SelectionOptions,
): Promise<Selection> {
  const positives: number[] = [];
  const negatives: number[] = [];
  // Each image is looked at once: it may be made for that.
  images.forEach((image, i) => (image.length > 0 ? positives : negatives).push(i));
  const room = shareRoom(
    options.maxImages ?? Infinity,
    positives.length,
    allowedNegatives(options.negatives, positives.length, negatives.length),
  );
  const chosen = await choosePositives(
    createSequence(positives.length, (at) => images.at(positives[at] ?? 0) ?? []),
    classes,
    options,
    room.positives,
  );
  const kept = positives.filter((_, at) => !chosen || chosen.selected[at] === 1);
  const allowed = Math.min(room.negatives, allowedNegatives(options.negatives, kept.length, negatives.length));
  const leftOut = Array.from({ length: images.length }, (): LeaveReason | undefined => 'not-selected');
  if (options.negatives.maxShare < 1) for (const i of negatives) leftOut[i] = 'negative-not-kept';
  for (const i of kept.concat(negatives.slice(0, allowed))) leftOut[i] = undefined;
  return { leftOut, balance: chosen?.balance };
}

/** `--max-images` shared between images with and without boxes as they stand to each other. */
function shareRoom(maxImages: number, positives: number, negatives: number): { positives: number; negatives: number } {
  const total = positives + negatives;
  if (total <= maxImages) return { positives, negatives };
  const forNegatives = Math.floor((maxImages * negatives) / total);
  return { positives: maxImages - forNegatives, negatives: forNegatives };
}

interface ChosenPositives {
  readonly selected: Uint8Array;
  readonly balance: BalanceResult;
}

async function choosePositives(
  images: Sequence<ClassCounts>,
  classes: readonly string[],
  { balance, onBalanceStep }: SelectionOptions,
  maxRows: number,
): Promise<ChosenPositives | undefined> {
  if (!balance && images.length <= maxRows) return undefined;
  const counts = createCountMatrix(images, classes.length);
  const available = sumCounts(counts);
  const terms = balance
    ? toSubsetTerms(balance, classes, available)
    : proportionalTerms(available, maxRows / images.length);
  const isLimited = images.length > maxRows;
  const search = choosingSubset({ counts, terms: isLimited ? withFloors(terms) : terms, maxRows });
  const { selected, cost, bound, gap } = await runSearch(search, onBalanceStep);
  const targets = targetsOf(terms, classes.length);
  const coOccurrence = findCoOccurrence(counts, classes, targets);
  return { selected, balance: { cost, bound, gap, targets, coOccurrence } };
}

async function runSearch(
  search: Generator<SearchProgress, ChosenSubset, void>,
  onStep: SelectionOptions['onBalanceStep'],
): Promise<ChosenSubset> {
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
    await onStep?.(step.value);
  }
}
