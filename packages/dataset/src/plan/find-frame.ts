import { type FlawCode, uprightSize } from '@detectory/imaging';
import { type ExifMode, resolveFrame } from '../geometry/resolve-frame.js';
import { toDisplayedBox, toStoredBox } from '../geometry/to-displayed-box.js';
import type { LabelledImage } from '../model/labelled-image.js';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import type { NoteReason } from '../model/reasons.js';
import type { ImageFacts, ImageProblem } from './examine-image.js';

/** Where the boxes of an image stand, and how they get to where the trainer sees them. */
export interface Frame {
  /** The size that the trainer sees. */
  readonly displayedSize: ImageSizePx;
  readonly toDisplayed: (box: PixelBox) => PixelBox;
  readonly notes: readonly NoteReason[];
}

const asLabelled = (box: PixelBox): PixelBox => box;

/** Without facts the labels' own size is taken and no rotation is known of. */
export function findFrame(
  { size }: LabelledImage,
  facts: ImageFacts | undefined,
  exif: ExifMode,
): Frame | ImageProblem {
  if (!facts) return size ? { displayedSize: size, toDisplayed: asLabelled, notes: [] } : sizeMissing;
  const { header, trainerOrientation } = facts;
  const decision = resolveFrame(size, header, exif);
  if (decision.frame === 'mismatch') return describeMismatch(size, facts);
  const labelledOrientation = decision.frame === 'displayed' ? header.orientation : 1;
  const isTurned = labelledOrientation !== trainerOrientation;
  const stored = { widthPx: header.storedWidthPx, heightPx: header.storedHeightPx };
  const notes: NoteReason[] = [];
  if (decision.frame === 'displayed') notes.push('exif-displayed');
  if (isTurned) notes.push('exif-turned');
  if (decision.isUndecidable) notes.push('exif-undecidable');
  return {
    displayedSize: uprightSize({ ...header, orientation: trainerOrientation }),
    toDisplayed: isTurned
      ? (box) => toDisplayedBox(toStoredBox(box, stored, labelledOrientation), stored, trainerOrientation)
      : asLabelled,
    notes: [...notes, ...new Set(facts.flaws.map((code) => noteOf[code]))],
  };
}

const noteOf: Readonly<Record<FlawCode, NoteReason>> = {
  'jpeg-trailing-bytes': 'jpeg-end-trimmed',
  'exif-unclear': 'exif-removed',
  'exif-damaged': 'exif-removed',
  'orientation-unreadable': 'exif-removed',
  'picture-index-damaged': 'index-removed',
  'animation-damaged': 'image-warned',
  'image-large': 'image-warned',
};

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
