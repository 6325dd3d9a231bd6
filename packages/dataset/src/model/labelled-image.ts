import type { ImageSizePx, PixelBox } from './pixel-box.js';

/** A box with its class; a class is known by its name, never by a job's id. */
export interface LabelledBox extends PixelBox {
  readonly className: string;
  /** As the job wrote it, 0 to 1; jobs' confidences don't compare. Left out where it wrote none. */
  readonly confidence?: number;
}

/** Where a record was read: for messages, and for the record of what was dropped. */
export interface SourceLine {
  /** Position of the manifest in the order given. */
  readonly manifest: number;
  /** Counted from 1. */
  readonly line: number;
}

/** One image with all of its boxes, as a labelling job left it; no boxes: confirmed to show none of the classes. */
export interface LabelledImage extends SourceLine {
  /** `s3://bucket/key` with a literal key, or a path. */
  readonly sourceRef: string;
  /** What its file is called where the labels are, where that is another name; left out where it isn't. */
  readonly fileName?: string;
  /** The label attribute (labelling job) that the boxes come from. */
  readonly attribute: string;
  /** The size that the boxes refer to; unknown in hand-made manifests. */
  readonly size: ImageSizePx | undefined;
  readonly boxes: readonly LabelledBox[];
  /** Microseconds since 1970; `undefined` where the job does not say. */
  readonly createdAtMicros: number | undefined;
  /** Whether an adjustment job changed or confirmed the boxes. */
  readonly isAdjusted: boolean;
  /** Whether a model drew the boxes (`human-annotated: no`); left out where it did not, or nothing says. */
  readonly isMachineMade?: true;
  /** What `--group-by key=…` found in the line. */
  readonly manifestGroup?: string | undefined;
}
