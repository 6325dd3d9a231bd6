import type { Labels } from '../ground-truth/labels.js';
import type { LabelledImage, SourceLine } from '../model/labelled-image.js';
import { NameTable } from '../model/name-table.js';
import type { Problem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';
import { ClassCountsColumn } from './class-counts-column.js';
import type { DroppedImage, PlannedBoxDrop } from './dataset-plan.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';
import type { PlanOptions } from './plan-options.js';
import { type PreparedImage, prepareImage } from './prepare-image.js';

/** What the scan found for each image of the labels, in their order; without a scan only labels are planned. */
export type ScanResults = readonly (ImageFacts | ImageProblem)[];

/** Prepares the image at a position of the labels; the same result each time, so that it need not be kept. */
export type PrepareAt = (position: number) => PreparedImage | ImageProblem;

export function createPrepareAt(labels: Labels, scan: ScanResults | undefined, options: PlanOptions): PrepareAt {
  const classIndexOf = new Map(labels.classes.map((name, index) => [name, index]));
  return (position) => {
    const facts = scan?.[position];
    if (facts && 'reason' in facts) return facts;
    return prepareImage(labels.images.at(position) as LabelledImage, facts, classIndexOf, options);
  };
}

/** What planning keeps of the images that it has prepared, all in the order of the labels. */
export interface PreparedImages {
  /** Of each image of the labels, whether it can be used. */
  readonly isUsable: Uint8Array;
  /** Of each image of the labels. */
  readonly sourceRefs: readonly string[];
  /** Of each image of the labels a number that grows with manifest and line. */
  readonly ranks: Float64Array;
  /** Of each image of the labels, when its label was made, in microseconds since 1970; -Infinity where it does not say. */
  readonly createdAtMicros: Float64Array;
  /** Of each image of the labels the index of its label attribute in `attributes`. */
  readonly attributeOf: Uint32Array;
  readonly attributes: NameTable;
  /** Of each image of the labels; none where it can't be used. */
  readonly classCounts: ClassCountsColumn;
  /** Of each image of the labels how many boxes stay. */
  readonly boxes: Uint32Array;
  /** Of the images that have any, by position. */
  readonly notes: ReadonlyMap<number, readonly NoteReason[]>;
  /** Images that lost all their boxes to the checks. */
  readonly emptied: readonly DroppedImage[];
  readonly droppedBoxes: readonly PlannedBoxDrop[];
  /** Of the labels and of the images, by place. */
  readonly problems: readonly Problem[];
}

/** Looks at every image once and keeps no more than the decisions need. */
export function prepareAll(labels: Labels, prepareAt: PrepareAt): PreparedImages {
  const isUsable = new Uint8Array(labels.images.length);
  const sourceRefs: string[] = [];
  const ranks = new Float64Array(labels.images.length);
  const createdAtMicros = new Float64Array(labels.images.length);
  const attributeOf = new Uint32Array(labels.images.length);
  const attributes = new NameTable();
  const classCounts = new ClassCountsColumn();
  const boxes = new Uint32Array(labels.images.length);
  const notes = new Map<number, readonly NoteReason[]>();
  const emptied: DroppedImage[] = [];
  const droppedBoxes: PlannedBoxDrop[] = [];
  const problems = [...labels.problems];
  for (let position = 0; position < labels.images.length; position++) {
    const image = prepareAt(position);
    const source = 'source' in image ? image.source : (labels.images.at(position) as LabelledImage);
    const place = placeOf(source);
    sourceRefs.push(place.sourceRef);
    ranks[position] = rankOf(place);
    createdAtMicros[position] = source.createdAtMicros ?? -Infinity;
    attributeOf[position] = attributes.indexOf(source.attribute);
    classCounts.push('source' in image ? image.classCounts : []);
    if ('reason' in image) {
      problems.push({ ...place, ...image });
      continue;
    }
    boxes[position] = image.rows.length;
    for (const box of image.droppedBoxes) droppedBoxes.push({ ...place, ...box });
    if (image.notes.length > 0) notes.set(position, image.notes);
    if (image.rows.length === 0 && source.boxes.length > 0) emptied.push({ ...place, reason: 'all-boxes-dropped' });
    else isUsable[position] = 1;
  }
  droppedBoxes.sort(byPlace);
  problems.sort(byPlace);
  const columns = { isUsable, sourceRefs, ranks, createdAtMicros, attributeOf, attributes, classCounts, boxes };
  return { ...columns, notes, emptied, droppedBoxes, problems };
}

export function placeOf({ manifest, line, sourceRef }: LabelledImage): {
  manifest: number;
  line: number;
  sourceRef: string;
} {
  return { manifest, line, sourceRef };
}

/** Grows with manifest and line. */
export function rankOf({ manifest, line }: SourceLine): number {
  return manifest * 2 ** 32 + line;
}

export function byPlace(a: SourceLine, b: SourceLine): number {
  return a.manifest - b.manifest || a.line - b.line;
}
