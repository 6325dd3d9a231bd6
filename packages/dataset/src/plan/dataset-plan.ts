import type { SourceLine } from '../model/labelled-image.js';
import type { BoxReason, ExclusionReason, NoteReason, ProblemReason, SelectionReason } from '../model/reasons.js';
import type { DatasetMeasures } from '../measures/measure-dataset.js';
import type { Oversampling } from '../oversample/oversample-images.js';
import type { BalanceResult } from '../select/select-images.js';
import type { SplitName } from '../split/split-name.js';
import type { PreparedImage } from './prepare-image.js';

/** An image that becomes part of the dataset. */
export interface PlannedImage extends PreparedImage {
  readonly split: SplitName;
  /** Unique in the dataset; the label file has the same stem. */
  readonly fileName: string;
  readonly boxes: number;
}

/** An image or line that does not, and why. */
export interface DroppedImage extends SourceLine {
  readonly sourceRef?: string | undefined;
  readonly reason: ExclusionReason | ProblemReason | SelectionReason;
  readonly detail?: string | undefined;
}

export interface PlannedBoxDrop extends SourceLine {
  readonly sourceRef: string;
  readonly box: number;
  readonly reason: BoxReason;
}

/** Images and boxes of one class. */
export interface ClassTally {
  readonly images: number;
  readonly boxes: number;
}

export interface ClassSummary {
  readonly name: string;
  /** Usable images and boxes, before balancing. */
  readonly before: ClassTally;
  readonly after: ClassTally;
  readonly splits: Readonly<Record<SplitName, ClassTally>>;
}

/** Everything that writing needs, and everything that a reader of the result may ask. */
export interface DatasetPlan {
  readonly classes: readonly ClassSummary[];
  /** In the order of manifests and lines. */
  readonly images: readonly PlannedImage[];
  readonly dropped: readonly DroppedImage[];
  readonly droppedBoxes: readonly PlannedBoxDrop[];
  readonly notes: Readonly<Partial<Record<NoteReason, number>>>;
  readonly balance: BalanceResult | undefined;
  readonly measures: DatasetMeasures;
  readonly oversampling: Oversampling | undefined;
}
