import type { DefectCode, FlawCode } from '@detectory/imaging';

/** `error`: the training fails; `problem`: YOLOv5 drops, re-encodes or warns; `note`: it says nothing, and a person should know. */
export type FindingLevel = 'error' | 'problem' | 'note';

type OwnCode =
  | 'yaml-missing'
  | 'yaml-invalid'
  | 'split-missing'
  | 'split-empty'
  | 'labels-none'
  | 'validation-blind'
  | 'class-out-of-range'
  | 'image-missing'
  | 'label-encoding'
  | 'label-columns'
  | 'label-not-number'
  | 'label-out-of-range'
  | 'label-rows-repeated'
  | 'labels-nested'
  | 'label-missing'
  | 'label-empty'
  | 'label-orphan'
  | 'label-shared'
  | 'label-mixed'
  | 'class-fraction'
  | 'box-sticks-out'
  | 'box-without-area'
  | 'image-in-two-splits'
  | 'image-repeated'
  | 'split-repeated'
  | 'file-ignored'
  | 'cache-shipped'
  | 'pixels-shipped';

export type FindingCode = OwnCode | DefectCode | FlawCode;

export interface FindingKind {
  readonly level: FindingLevel;
  /** What it is, after a count. */
  readonly what: string;
  readonly advice: string;
}

const copyAgain = 'Copy or export them again, or leave them out.';
const rebuild = 'Build the dataset with detectory-prep, which mends a copy.';

/** Every kind of finding, in the order in which they are told. */
export const findingKinds: Readonly<Record<FindingCode, FindingKind>> = {
  'yaml-missing': {
    level: 'error',
    what: 'no data.yaml',
    advice: 'Name it data.yaml at the top of the dataset, with train, val and names.',
  },
  'yaml-invalid': {
    level: 'error',
    what: 'data.yaml that YOLOv5 refuses',
    advice: 'It needs train, val and names: a list, or a map from whole numbers.',
  },
  'split-missing': {
    level: 'error',
    what: 'splits that are not there',
    advice: 'Let data.yaml name folders of images that exist; val is needed too.',
  },
  'split-empty': {
    level: 'error',
    what: 'splits without an image',
    advice: 'Put images into them; YOLOv5 takes them by their suffix.',
  },
  'labels-none': {
    level: 'error',
    what: 'training splits without a single box',
    advice: 'YOLOv5 looks for images/…/a.jpg in labels/…/a.txt.',
  },
  'class-out-of-range': {
    level: 'error',
    what: 'classes beyond the names in data.yaml',
    advice: 'Classes count from 0; add the missing names or mend the labels.',
  },
  'validation-blind': {
    level: 'problem',
    what: 'validation splits without a single box',
    advice: 'Nothing can be measured on them: add labels.',
  },
  'image-missing': {
    level: 'problem',
    what: 'images that a list names and that are not there',
    advice: 'Lines that begin with ./ are relative to the list.',
  },
  'image-unreadable': { level: 'problem', what: 'files that are no readable image', advice: copyAgain },
  'image-format': {
    level: 'problem',
    what: 'images in a format that YOLOv5 does not read',
    advice: 'Convert them to JPEG or PNG; a new name is not enough.',
  },
  'image-truncated': { level: 'problem', what: 'images that are cut off', advice: copyAgain },
  'image-damaged': {
    level: 'problem',
    what: 'images that are damaged, or of a kind that YOLOv5 cannot open',
    advice: copyAgain,
  },
  'image-too-small': { level: 'problem', what: 'images under 10 pixels', advice: 'Leave them out.' },
  'image-too-large': { level: 'problem', what: 'images of too many pixels', advice: 'Scale them down.' },
  'orientation-unreadable': {
    level: 'problem',
    what: 'TIFFs that OpenCV does not open because of their orientation',
    advice: rebuild,
  },
  'jpeg-trailing-bytes': { level: 'problem', what: 'JPEGs that YOLOv5 re-encodes in place', advice: rebuild },
  'exif-damaged': { level: 'problem', what: 'images with damaged EXIF, of which Pillow warns', advice: rebuild },
  'picture-index-damaged': {
    level: 'problem',
    what: 'JPEGs with a damaged Multi-Picture index, of which Pillow warns',
    advice: rebuild,
  },
  'animation-damaged': {
    level: 'problem',
    what: 'PNGs with a damaged animation, of which Pillow warns',
    advice: 'Save them as still images.',
  },
  'image-large': { level: 'problem', what: 'images of so many pixels that Pillow warns', advice: 'Scale them down.' },
  'label-encoding': {
    level: 'problem',
    what: 'label files that are no UTF-8 text',
    advice: 'Write them as plain text.',
  },
  'label-columns': {
    level: 'problem',
    what: 'label files with rows of a wrong length',
    advice: 'A row is: class x y width height; no blank row between others.',
  },
  'label-not-number': {
    level: 'problem',
    what: 'label files with something else than numbers',
    advice: 'Write plain numbers with a point; no byte order mark.',
  },
  'label-out-of-range': {
    level: 'problem',
    what: 'label files with values outside 0 to 1',
    advice: 'Divide by the size of the image; clip boxes to it.',
  },
  'label-rows-repeated': { level: 'problem', what: 'label files that repeat a box', advice: 'Write every box once.' },
  'labels-nested': {
    level: 'problem',
    what: 'images whose labels are not looked for where they are',
    advice: 'YOLOv5 replaces the last folder named images: have only one.',
  },
  'label-missing': {
    level: 'note',
    what: 'images without a label file, which count as background',
    advice: 'Intended? An empty label file says so.',
  },
  'label-empty': {
    level: 'note',
    what: 'images with an empty label file: background',
    advice: 'Up to a tenth of them helps against false alarms.',
  },
  'label-orphan': { level: 'note', what: 'label files without an image', advice: 'Nothing reads them.' },
  'label-shared': {
    level: 'note',
    what: 'images that share a label file with another',
    advice: 'a.jpg and a.png both use a.txt: give each a name of its own.',
  },
  'label-mixed': {
    level: 'note',
    what: 'label files with boxes among outlines',
    advice: 'With one outline in the file YOLOv5 reads every row as points.',
  },
  'class-fraction': {
    level: 'note',
    what: 'label files with classes that are no whole number',
    advice: 'YOLOv5 cuts the fraction off.',
  },
  'box-sticks-out': {
    level: 'note',
    what: 'label files with boxes that stick out of their image',
    advice: 'Clip them: the network learns from what it can see.',
  },
  'box-without-area': {
    level: 'note',
    what: 'label files with boxes that have no width or height',
    advice: 'Leave them out.',
  },
  'exif-unclear': {
    level: 'note',
    what: 'rotated images that YOLOv5, OpenCV and viewers turn in different ways',
    advice: rebuild,
  },
  'image-in-two-splits': {
    level: 'note',
    what: 'images that are also in another split',
    advice: 'Validation then flatters: keep each image in one split.',
  },
  'image-repeated': {
    level: 'note',
    what: 'images that repeat another one of their split',
    advice: 'Keep one of them.',
  },
  'split-repeated': {
    level: 'note',
    what: 'splits that are the same folder as another',
    advice: 'Validation on training images tells nothing.',
  },
  'file-ignored': {
    level: 'note',
    what: 'files among the images that YOLOv5 passes over',
    advice: 'It goes by suffix: bmp dng jpeg jpg mpo png tif tiff webp pfm.',
  },
  'cache-shipped': {
    level: 'note',
    what: 'label caches that came with the dataset',
    advice: 'Delete them: YOLOv5 may believe an old one.',
  },
  'pixels-shipped': {
    level: 'note',
    what: 'images with an .npy file beside them',
    advice: 'Delete it: YOLOv5 takes its pixels instead of the image.',
  },
};

/** One thing found in one place. */
export interface Finding {
  readonly code: FindingCode;
  /** Relative to the dataset; empty for the dataset itself. */
  readonly path: string;
  readonly message: string;
}
