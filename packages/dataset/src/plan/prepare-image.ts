import { uprightSize } from '@detectory/imaging';
import { clipBox } from '../geometry/clip-box.js';
import { type ExifMode, resolveFrame } from '../geometry/resolve-frame.js';
import { toDisplayedBox } from '../geometry/to-displayed-box.js';
import { formatYoloRow, toNormalizedBox } from '../geometry/to-normalized-box.js';
import type { LabelledBox, LabelledImage } from '../model/labelled-image.js';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import type { BoxReason, NoteReason } from '../model/reasons.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';

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

interface Frame {
  readonly displayedSize: ImageSizePx;
  readonly toDisplayed: (box: PixelBox) => PixelBox;
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

function findFrame({ size }: LabelledImage, facts: ImageFacts | undefined, exif: ExifMode): Frame | ImageProblem {
  if (!facts) return size ? { displayedSize: size, toDisplayed: (box) => box, notes: [] } : sizeMissing;
  const { header, trimToBytes } = facts;
  const decision = resolveFrame(size, header, exif);
  if (decision.frame === 'mismatch') return describeMismatch(size, facts);
  const stored = { widthPx: header.storedWidthPx, heightPx: header.storedHeightPx };
  const isTurned = decision.frame === 'stored' && header.orientation !== 1;
  const notes: NoteReason[] = [];
  if (isTurned) notes.push('exif-turned');
  if (decision.isUndecidable) notes.push('exif-undecidable');
  if (trimToBytes !== undefined) notes.push('jpeg-end-trimmed');
  return {
    displayedSize: uprightSize(header),
    toDisplayed: isTurned ? (box) => toDisplayedBox(box, stored, header.orientation) : (box) => box,
    notes,
  };
}

const sizeMissing: ImageProblem = {
  reason: 'size-missing',
  message: 'the label has no image_size. Pass --images, so that the size can be read from the image.',
};

function describeMismatch(size: ImageSizePx | undefined, { header }: ImageFacts): ImageProblem {
  const { storedWidthPx, storedHeightPx, orientation } = header;
  const turned = orientation > 1 ? ` (EXIF orientation ${orientation})` : '';
  return {
    reason: 'size-mismatch',
    message:
      `the labels were drawn on ${size?.widthPx} × ${size?.heightPx} pixels, the image has ${storedWidthPx} × ${storedHeightPx}${turned}. ` +
      'It is another version of the image: find the one that was labelled.',
  };
}
