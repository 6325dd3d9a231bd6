import { clipBox } from '../geometry/clip-box.js';
import { intersectionOverUnion } from '../geometry/intersection-over-union.js';
import { type NormalizedBox, toNormalizedBox } from '../geometry/to-normalized-box.js';
import type { LabelledBox, LabelledImage } from '../model/labelled-image.js';
import type { BoxReason, NoteReason } from '../model/reasons.js';
import type { ClassCounts } from '../select/select-images.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';
import { findFrame, type Frame } from './find-frame.js';
import type { PlanOptions } from './plan-options.js';

export interface DroppedBox {
  /** Position in the label, from 0. */
  readonly box: number;
  readonly reason: BoxReason;
}

/** One row of a label file. */
export interface YoloRow extends NormalizedBox {
  readonly classIndex: number;
}

/** An image whose boxes have passed the checks, as YOLO wants them. */
export interface PreparedImage {
  readonly source: LabelledImage;
  readonly facts: ImageFacts | undefined;
  /** The boxes that stay; none for a negative. */
  readonly rows: readonly YoloRow[];
  /** Boxes per class: pairs of class index and count, by class index. */
  readonly classCounts: ClassCounts;
  readonly droppedBoxes: readonly DroppedBox[];
  readonly notes: readonly NoteReason[];
}

/** Two workers' boxes around one object, or one box that was saved twice. */
const nearlySame = 0.95;

/**
 * Boxes in the frame that YOLOv5 sees (OpenCV turns a photo by its EXIF tag), cut to the image, normalised and without
 * repeats. Without facts the labels' own size is taken and no rotation is known of.
 */
export function prepareImage(
  source: LabelledImage,
  facts: ImageFacts | undefined,
  classIndexOf: ReadonlyMap<string, number>,
  { exif, minBoxPx = 1 }: Pick<PlanOptions, 'exif' | 'minBoxPx'>,
): PreparedImage | ImageProblem {
  const frame = findFrame(source, facts, exif);
  if ('reason' in frame) return frame;
  const rows: YoloRow[] = [];
  const droppedBoxes: DroppedBox[] = [];
  const notes = [...frame.notes];
  source.boxes.forEach((labelled, box) => {
    const row = toRow(labelled, frame, classIndexOf, minBoxPx);
    if ('reason' in row) return droppedBoxes.push({ box, reason: row.reason });
    const repeat = findRepeat(rows, row);
    if (repeat === 'box-duplicate') return droppedBoxes.push({ box, reason: repeat });
    if (row.isClipped) notes.push('box-clipped');
    if (repeat) notes.push(repeat);
    return rows.push(row);
  });
  return { source, facts, rows, classCounts: countClasses(rows), droppedBoxes, notes };
}

function toRow(
  labelled: LabelledBox,
  { displayedSize, toDisplayed }: Frame,
  classIndexOf: ReadonlyMap<string, number>,
  minBoxPx: number,
): (YoloRow & { readonly isClipped: boolean }) | { readonly reason: BoxReason } {
  const clipped = clipBox(toDisplayed(labelled), displayedSize);
  if ('reason' in clipped) return clipped;
  if (Math.min(clipped.box.width, clipped.box.height) < minBoxPx) return { reason: 'box-too-small' };
  const { centerX, centerY, width, height } = toNormalizedBox(clipped.box, displayedSize);
  const classIndex = classIndexOf.get(labelled.className) ?? -1;
  return { classIndex, centerX, centerY, width, height, isClipped: clipped.isClipped };
}

/** Whether a box of the same class is there already; one that is nearly the same may be meant. */
function findRepeat(rows: readonly YoloRow[], row: YoloRow): 'box-duplicate' | 'box-nearly-repeated' | undefined {
  let repeat: 'box-nearly-repeated' | undefined;
  for (const other of rows) {
    if (other.classIndex !== row.classIndex) continue;
    if (isSameBox(other, row)) return 'box-duplicate';
    if (intersectionOverUnion(other, row) > nearlySame) repeat = 'box-nearly-repeated';
  }
  return repeat;
}

/** Values have six decimals, so that equal boxes are equal text. */
function isSameBox(a: NormalizedBox, b: NormalizedBox): boolean {
  return a.centerX === b.centerX && a.centerY === b.centerY && a.width === b.width && a.height === b.height;
}

function countClasses(rows: readonly YoloRow[]): ClassCounts {
  const classes = rows.map((row) => row.classIndex).sort((a, b) => a - b);
  const counts: [classIndex: number, count: number][] = [];
  let last: [classIndex: number, count: number] | undefined;
  for (const classIndex of classes) {
    if (last?.[0] === classIndex) last[1]++;
    else counts.push((last = [classIndex, 1]));
  }
  return counts;
}
