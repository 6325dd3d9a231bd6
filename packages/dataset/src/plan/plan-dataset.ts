import { NothingLabelledError } from '../errors.js';
import type { Labels } from '../ground-truth/labels.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { countBy } from '../model/count-by.js';
import type { NoteReason } from '../model/reasons.js';
import { measureDataset } from '../measures/measure-dataset.js';
import { createSequence } from '../model/sequence.js';
import { orderByHash } from '../model/stable-hash.js';
import { oversampleImages, type Oversampling } from '../oversample/oversample-images.js';
import { type ClassCounts, selectImages } from '../select/select-images.js';
import { splitDataset } from '../split/split-dataset.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { assertNoProblems } from './assert-no-problems.js';
import type { DatasetPlan } from './dataset-plan.js';
import { createDroppedImages } from './dropped-images.js';
import { createPlannedImages, type SplitAt } from './planned-images.js';
import type { PlanOptions } from './plan-options.js';
import { createPrepareAt, prepareAll, type PreparedImages, type ScanResults } from './prepare-all.js';
import { toSplitCandidates } from './split-candidates.js';
import { summariseClasses, type TalliedImage } from './summarise-classes.js';

export type { ScanResults } from './prepare-all.js';

/**
 * Which images become the dataset, under which names and in which split, and why the others don't. Pure: the same labels,
 * facts and options give the same plan. Images go by their position in the labels; no list of them is made.
 * @throws ProblemsFoundError under `onBad: 'strict'`, NothingLabelledError, TooFewImagesError, GroupKeyNotFoundError
 */
export async function planDataset(
  labels: Labels,
  scan: ScanResults | undefined,
  options: PlanOptions,
): Promise<DatasetPlan> {
  const prepareAt = createPrepareAt(labels, scan, options);
  const prepared = prepareAll(labels, prepareAt);
  if (options.onBad === 'strict') assertNoProblems(prepared.problems, labels.manifests);
  const usable = orderUsable(prepared);
  assertSomethingUsable(usable, labels);
  const countsAt = (i: number): ClassCounts => prepared.classCounts.at(usable[i] ?? 0);
  const selection = await selectImages(createSequence(usable.length, countsAt), labels.classes, options);
  const kept = usable.filter((_, i) => selection.leftOut[i] === undefined);
  const candidates = toSplitCandidates(kept, labels, scan, prepared, options);
  const { splits, report, duplicates } = splitDataset(candidates, labels.classes.length, options);
  const splitAt = createSplitAt(kept, splits, labels);
  const chosen = { positions: byRank(kept, prepared), splitAt };
  const images = createPlannedImages(labels, scan, prepared, chosen, prepareAt);
  const classes = summariseClasses(labels.classes, tallyUsable(usable, prepared, splitAt));
  const counted = { before: usable.length, after: kept.length };
  return {
    classes,
    images,
    labelAttributes: attributesOf(kept, prepared),
    dropped: createDroppedImages(labels, prepared, selection, usable),
    droppedBoxes: prepared.droppedBoxes,
    notes: countBy(notesOf(kept, labels, scan, prepared), (note) => note),
    labelledAtMicros: newestOf(kept, prepared),
    balance: selection.balance,
    splitting: report,
    duplicates,
    measures: measureDataset(classes, counted, selection.balance?.targets),
    oversampling: oversampleTrain(images, classes.length, options),
  };
}

function oversampleTrain(
  images: DatasetPlan['images'],
  classCount: number,
  { oversample, seed }: PlanOptions,
): Oversampling | undefined {
  if (!oversample) return undefined;
  const train = images
    .filter((image) => image.split === 'train')
    .map(({ fileName, classCounts, sourceRef }) => ({ fileName, classCounts, sourceRef }));
  return oversampleImages(train, classCount, oversample, seed);
}

/** Positions of the usable images in an order that only their source-refs decide. */
function orderUsable({ isUsable, sourceRefs }: PreparedImages): Uint32Array {
  const usable = Uint32Array.from(isUsable.keys()).filter((position) => isUsable[position] === 1);
  return orderByHash(usable.length, (i) => sourceRefs[usable[i] ?? 0] ?? '').map((i) => usable[i] ?? 0);
}

function byRank(positions: Uint32Array, { ranks }: PreparedImages): Uint32Array {
  return positions.toSorted((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
}

function assertSomethingUsable(usable: Uint32Array, { images, excluded }: Labels): void {
  if (usable.length > 0) return;
  const counts = countBy(excluded, (line) => line.reason);
  const why = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`);
  throw new NothingLabelledError(
    `None of the ${images.length + excluded.length} lines gives an image to train on (${why.join(', ') || 'all have problems'}). ` +
      'Run detectory-prep inspect to see what the manifest holds.',
  );
}

/** Gives the split of each position; `undefined` for images that are not kept. */
function createSplitAt(kept: Uint32Array, splits: readonly SplitName[], { images }: Labels): SplitAt {
  // 0 stands for none.
  const splitOf = new Uint8Array(images.length);
  splits.forEach((name, i) => (splitOf[kept[i] ?? 0] = splitNames.indexOf(name) + 1));
  return (position) => splitNames[(splitOf[position] ?? 0) - 1];
}

function* tallyUsable(
  usable: Uint32Array,
  { classCounts }: PreparedImages,
  splitAt: SplitAt,
): IterableIterator<TalliedImage> {
  for (const position of usable) yield { classCounts: classCounts.at(position), split: splitAt(position) };
}

function attributesOf(kept: Uint32Array, { attributes, attributeOf }: PreparedImages): string[] {
  const used = new Set(kept.map((position) => attributeOf[position] ?? 0));
  return [...used].map((index) => attributes.nameAt(index)).sort(compareCodeUnits);
}

/** When the last of the labels was made; `undefined` where none says. */
function newestOf(kept: Uint32Array, { createdAtMicros }: PreparedImages): number | undefined {
  const newest = kept.reduce((max, position) => Math.max(max, createdAtMicros[position] ?? -Infinity), -Infinity);
  return newest > -Infinity ? newest : undefined;
}

function* notesOf(
  kept: Uint32Array,
  labels: Labels,
  scan: ScanResults | undefined,
  { notes }: PreparedImages,
): IterableIterator<NoteReason> {
  for (const position of kept) {
    yield* notes.get(position) ?? [];
    if (!scan) yield 'images-not-read';
  }
  yield* notesOfLabels(labels);
}

function notesOfLabels({ objectsMismatches, notes = {} }: Labels): NoteReason[] {
  const counts = Object.entries({ 'objects-mismatch': objectsMismatches, ...notes });
  return counts.flatMap(([note, count]) => new Array<NoteReason>(count).fill(note as NoteReason));
}
