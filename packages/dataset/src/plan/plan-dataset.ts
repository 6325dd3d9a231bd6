import { NothingLabelledError } from '../errors.js';
import type { Labels } from '../ground-truth/labels.js';
import { countBy } from '../model/count-by.js';
import type { LabelledImage } from '../model/labelled-image.js';
import type { Problem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';
import { sortByHash } from '../model/stable-hash.js';
import { type Selection, selectImages } from '../select/select-images.js';
import { splitImages } from '../split/split-images.js';
import { uniqueFileNames } from '../yolo/unique-file-names.js';
import { assertNoProblems } from './assert-no-problems.js';
import type { DatasetPlan, DroppedImage, PlannedImage } from './dataset-plan.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';
import type { PlanOptions } from './plan-options.js';
import { type PreparedImage, prepareImage } from './prepare-image.js';
import { summariseClasses } from './summarise-classes.js';

/** What the scan found for each image of the labels, in their order; without a scan only labels are planned. */
export type ScanResults = readonly (ImageFacts | ImageProblem)[];

/**
 * Which images become the dataset, under which names and in which split, and why the others don't. Pure: the same labels,
 * facts and options give the same plan.
 * @throws ProblemsFoundError under `onBad: 'strict'`, NothingLabelledError, TooFewImagesError
 */
export function planDataset(labels: Labels, scan: ScanResults | undefined, options: PlanOptions): DatasetPlan {
  const { prepared, problems } = prepareAll(labels, scan, options);
  if (options.onBad === 'strict') assertNoProblems(problems, labels.manifests);
  const isEmptied = (image: PreparedImage): boolean => image.labelText === '' && image.source.boxes.length > 0;
  const usable = sortByHash(
    prepared.filter((image) => !isEmptied(image)),
    (image) => image.source.sourceRef,
  );
  assertSomethingUsable(usable, labels);
  const selection = selectImages(
    usable.map((image) => image.classCounts),
    labels.classes,
    options,
  );
  const kept = usable.filter((_, i) => selection.leftOut[i] === undefined);
  const images = splitAndName(kept, labels, scan, options);
  const notes = images.flatMap((image) => image.notes);
  return {
    classes: summariseClasses(labels.classes, usable, images),
    images,
    dropped: [
      ...labels.excluded,
      ...problems.map(({ message, ...problem }) => ({ ...problem, detail: message })),
      ...prepared.filter(isEmptied).map(({ source }) => dropOf(source, 'all-boxes-dropped')),
      ...leftOutBy(selection, usable),
    ].sort(byPlace),
    droppedBoxes: prepared.flatMap(({ source, droppedBoxes }) =>
      droppedBoxes.map((box) => ({ ...placeOf(source), ...box })),
    ),
    notes: countBy([...notes, ...notesOfLabels(labels)], (note) => note),
    balance: selection.balance,
  };
}

function notesOfLabels({ objectsMismatches, notes = {} }: Labels): NoteReason[] {
  const counts = Object.entries({ 'objects-mismatch': objectsMismatches, ...notes });
  return counts.flatMap(([note, count]) => new Array<NoteReason>(count).fill(note as NoteReason));
}

function prepareAll(
  labels: Labels,
  scan: ScanResults | undefined,
  { exif }: PlanOptions,
): { prepared: PreparedImage[]; problems: Problem[] } {
  const classIndexOf = new Map(labels.classes.map((name, index) => [name, index]));
  const prepared: PreparedImage[] = [];
  const problems = [...labels.problems];
  labels.images.forEach((image, i) => {
    const facts = scan?.[i];
    const result = facts && 'reason' in facts ? facts : prepareImage(image, facts, classIndexOf, exif);
    if ('reason' in result) problems.push({ ...placeOf(image), ...result });
    else prepared.push(result);
  });
  return { prepared: prepared.sort((a, b) => byPlace(a.source, b.source)), problems: problems.sort(byPlace) };
}

function assertSomethingUsable(usable: readonly PreparedImage[], { images, excluded }: Labels): void {
  if (usable.length > 0) return;
  const counts = countBy(excluded, (line) => line.reason);
  const why = Object.entries(counts).map(([reason, count]) => `${count} ${reason}`);
  throw new NothingLabelledError(
    `None of the ${images.length + excluded.length} lines gives an image to train on (${why.join(', ') || 'all have problems'}). ` +
      'Run detectory-prep inspect to see what the manifest holds.',
  );
}

function splitAndName(
  kept: readonly PreparedImage[],
  labels: Labels,
  scan: ScanResults | undefined,
  { split, seed }: PlanOptions,
): PlannedImage[] {
  const names = nameAll(labels, scan);
  const units = kept.map(({ source, classCounts, facts }) => ({
    sourceRef: source.sourceRef,
    classCounts,
    groupKey: facts?.sha256 ?? source.sourceRef,
  }));
  const splits = splitImages(units, labels.classes.length, split, seed);
  return kept
    .map((image, i) => ({
      ...image,
      split: splits[i] ?? 'train',
      fileName: names.get(image.source.sourceRef) ?? '',
      boxes: image.classCounts.reduce((sum, [, count]) => sum + count, 0),
    }))
    .sort((a, b) => byPlace(a.source, b.source));
}

/** Over all labelled images, so that a name doesn't change with balancing, seed or split. */
function nameAll({ images }: Labels, scan: ScanResults | undefined): Map<string, string> {
  const sources = images.map(({ sourceRef }, i) => {
    const facts = scan?.[i];
    return { sourceRef, format: facts && 'header' in facts ? facts.header.format : undefined };
  });
  const names = uniqueFileNames(sources);
  return new Map(sources.map(({ sourceRef }, i) => [sourceRef, names[i] ?? '']));
}

function leftOutBy({ leftOut }: Selection, usable: readonly PreparedImage[]): DroppedImage[] {
  return usable.flatMap(({ source }, i) => {
    const reason = leftOut[i];
    return reason ? [dropOf(source, reason)] : [];
  });
}

function dropOf(source: LabelledImage, reason: DroppedImage['reason']): DroppedImage {
  return { ...placeOf(source), reason };
}

function placeOf({ manifest, line, sourceRef }: LabelledImage): { manifest: number; line: number; sourceRef: string } {
  return { manifest, line, sourceRef };
}

function byPlace(a: { manifest: number; line: number }, b: { manifest: number; line: number }): number {
  return a.manifest - b.manifest || a.line - b.line;
}
