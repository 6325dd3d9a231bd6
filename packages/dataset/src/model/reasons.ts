/** Lines that hold nothing to learn from: counted, never fatal. */
export const exclusionReasons = {
  'line-unlabelled': 'lines without labels (the job was stopped or is not done)',
  'line-failed': 'lines that the labelling job gave up on (failure-reason)',
  'line-other-labels': 'lines whose only labels are of another kind (classification, verification, …)',
  'line-attribute-not-chosen': 'lines without any of the attributes named by --label-attribute',
  'line-verified-bad': 'lines whose boxes a verification job judged so (--drop-verified)',
  'line-repeated': 'lines whose image another line replaces (--on-duplicate)',
} as const;

/** Records that are wrong: all are shown and nothing is written under `--on-bad strict`; left out under `skip`. */
export const problemReasons = {
  'line-malformed': 'lines that are not whole JSON',
  'source-ref-missing': 'lines without a source-ref',
  'label-malformed': 'labels whose boxes cannot be read',
  'class-unknown': 'boxes whose class has no name',
  'size-missing': 'labels without image_size',
  'size-invalid': 'labels with an impossible image_size',
  'size-mismatch': 'images of another size than their labels say',
  'image-id-repeated': 'images that share their id with another image (COCO)',
  'annotation-without-image': 'annotations of images that the file does not list (COCO)',
  'duplicate-line': 'lines that repeat an image (--on-duplicate error)',
  'duplicate-size-conflict': 'repeated lines with different sizes (--on-duplicate merge)',
  'image-missing': 'images that were not found',
  'image-ambiguous': 'images whose base name fits several files',
  'image-unreadable': 'files that are no readable image',
  'image-truncated': 'images that are cut off',
  'image-format': 'images in a format that YOLOv5 does not read',
  'image-damaged': 'images that are damaged, or of a kind that YOLOv5 cannot open',
  'image-too-small': 'images under 10 pixels, which YOLOv5 drops',
  'image-too-large': 'images of more pixels or bytes than YOLOv5 or Ground Truth takes',
} as const;

/** Boxes that are left out of an image that stays. */
export const boxReasons = {
  'box-outside-image': 'boxes wholly outside their image',
  'box-under-one-pixel': 'boxes under one pixel wide or high',
  'box-mostly-outside': 'boxes of which less than a tenth lies inside their image',
  'box-too-small': 'boxes with a side under --min-box-px',
  'box-duplicate': 'boxes that repeat another one exactly',
} as const;

/** Sound images that the options leave out. */
export const selectionReasons = {
  'all-boxes-dropped': 'images that lost all their boxes to the checks (they are no negatives)',
  'negative-not-kept': 'images without boxes (--negatives)',
  'not-selected': 'images left out by --balance or --max-images',
} as const;

/** Things worth knowing that change nothing for the worse. */
export const noteReasons = {
  'box-clipped': 'boxes cut to the edge of their image',
  'exif-turned': 'rotated photos whose boxes were turned to how YOLOv5 sees the photo',
  'exif-displayed': 'rotated photos whose boxes were drawn on the photo as shown',
  'exif-undecidable':
    'rotated photos whose size does not tell the frame of the boxes (taken as stored, in COCO as shown; see --exif)',
  'jpeg-end-trimmed': 'JPEGs with bytes after their end (copied without them; YOLOv5 would re-encode the file)',
  'box-nearly-repeated': 'boxes that nearly repeat another one of their class (IoU over 0.95; both are kept)',
  'machine-annotated': 'labels that a model drew, not a person (human-annotated)',
  'size-repeated': 'labels with more than one image_size (the first is taken)',
  'exif-removed': 'photos copied without their EXIF, which is damaged or read in different ways by YOLOv5 and OpenCV',
  'index-removed': 'JPEGs copied without their damaged Multi-Picture index',
  'image-warned': 'images of which Pillow will warn while YOLOv5 takes them (very large, or a damaged animation)',
  'objects-mismatch': 'labels with more or fewer confidences than boxes',
  'crowd-left-out': 'crowd regions (iscrowd), which are not the box of one object and are left out',
  'shape-ignored': 'masks, polygons or key points beside a box; a dataset of boxes keeps the box alone',
  'rotation-ignored': 'boxes that were drawn rotated; the upright box that the file gives is taken',
  'category-placeholder': 'categories that only group others and have no boxes; they are no classes',
  'label-file-missing': 'images without a label file, taken as negatives as YOLOv5 does',
  'image-named-again': 'times that an image stands in a further split or list (taken once)',
  'images-not-read': 'images that were not read: EXIF rotation and exact duplicates are unknown (give --images)',
  'split-not-kept': 'images that came with a split; the dataset is split anew (--split)',
} as const;

export type ExclusionReason = keyof typeof exclusionReasons;
export type ProblemReason = keyof typeof problemReasons;
export type BoxReason = keyof typeof boxReasons;
export type SelectionReason = keyof typeof selectionReasons;
export type NoteReason = keyof typeof noteReasons;
export type Reason = ExclusionReason | ProblemReason | BoxReason | SelectionReason | NoteReason;

const all: Readonly<Record<Reason, string>> = {
  ...exclusionReasons,
  ...problemReasons,
  ...boxReasons,
  ...selectionReasons,
  ...noteReasons,
};

/** What a reason code means, for a person, after a count. */
export function describeReason(reason: Reason): string {
  return all[reason];
}
