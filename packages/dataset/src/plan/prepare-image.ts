import { clipBox } from '../geometry/clip-box.js';
import type { ExifMode } from '../geometry/resolve-frame.js';
import { formatYoloRow, toNormalizedBox } from '../geometry/to-normalized-box.js';
import type { LabelledBox, LabelledImage } from '../model/labelled-image.js';
import type { BoxReason, NoteReason } from '../model/reasons.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';
import { findFrame, type Frame } from './find-frame.js';

export interface DroppedBox {
  /** Position in the label, from 0. */
  readonly box: number;
  readonly reason: BoxReason;
}

/** An image whose boxes have passed the checks, as YOLO wants them. */
export interface PreparedImage {
  readonly source: LabelledImage;
  readonly facts: ImageFacts | undefined;
  /** YOLO rows, each ended by a newline; empty for a negative. */
  readonly labelText: string;
  /** Boxes per class: pairs of class index and count, by class index. */
  readonly classCounts: readonly (readonly [classIndex: number, count: number])[];
  readonly droppedBoxes: readonly DroppedBox[];
  readonly notes: readonly NoteReason[];
}

/**
 * Boxes in the frame that YOLOv5 sees (OpenCV turns a photo by its EXIF tag), cut to the image, normalised and without
 * repeats. Without facts the labels' own size is taken and no rotation is known of.
 */
export function prepareImage(
  source: LabelledImage,
  facts: ImageFacts | undefined,
  classIndexOf: ReadonlyMap<string, number>,
  exif: ExifMode,
): PreparedImage | ImageProblem {
  const frame = findFrame(source, facts, exif);
  if ('reason' in frame) return frame;
  const rows = new Set<string>();
  const counts = new Map<number, number>();
  const droppedBoxes: DroppedBox[] = [];
  const notes = [...frame.notes];
  source.boxes.forEach((labelled, box) => {
    const row = toRow(labelled, frame, classIndexOf);
    if ('reason' in row) droppedBoxes.push({ box, reason: row.reason });
    else if (rows.has(row.text)) droppedBoxes.push({ box, reason: 'box-duplicate' });
    else {
      rows.add(row.text);
      counts.set(row.classIndex, (counts.get(row.classIndex) ?? 0) + 1);
      if (row.isClipped) notes.push('box-clipped');
    }
  });
  const labelText = [...rows].map((row) => `${row}\n`).join('');
  return { source, facts, labelText, classCounts: [...counts].sort(([a], [b]) => a - b), droppedBoxes, notes };
}

function toRow(
  { className, ...box }: LabelledBox,
  { displayedSize, toDisplayed }: Frame,
  classIndexOf: ReadonlyMap<string, number>,
):
  { readonly text: string; readonly classIndex: number; readonly isClipped: boolean } | { readonly reason: BoxReason } {
  const clipped = clipBox(toDisplayed(box), displayedSize);
  if ('reason' in clipped) return clipped;
  const classIndex = classIndexOf.get(className) ?? -1;
  const text = formatYoloRow(classIndex, toNormalizedBox(clipped.box, displayedSize));
  return { text, classIndex, isClipped: clipped.isClipped };
}
