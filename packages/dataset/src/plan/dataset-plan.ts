import type { SourceLine } from '../model/labelled-image.js';
import type { BoxReason, ExclusionReason, NoteReason, ProblemReason, SelectionReason } from '../model/reasons.js';
import type { DatasetMeasures } from '../measures/measure-dataset.js';
import type { Oversampling } from '../oversample/oversample-images.js';
import type { BalanceResult } from '../select/select-images.js';
import type { DuplicateGroup } from '../split/duplicate-groups.js';
import type { Sequence } from '../model/sequence.js';
import type { SplitName } from '../split/split-name.js';
import type { SplittingReport } from '../split/splitting-report.js';
import type { PreparedImage } from './prepare-image.js';

/** An image that becomes part of the dataset. */
export interface PlannedImage extends PreparedImage {
  readonly sourceRef: string;
  readonly split: SplitName;
  /** Unique in the dataset; the label file has the same stem. */
  readonly fileName: string;
  readonly boxes: number;
  /** The rows as the label file holds them, each ended by a newline; empty for a negative. */
  readonly labelText: string;
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
  /**
   * In the order of manifests and lines. An image is made when it is asked for, its boxes and its text when they are: pick what
   * you need of each one and let it go, for a list of them all takes the memory that this saves. The fields of an image that
   * come from its labels are getters: spreading it (`{ ...image }`) leaves them behind.
   */
  readonly images: Sequence<PlannedImage>;
  /** Those that the images' boxes come from, in code-unit order. */
  readonly labelAttributes: readonly string[];
  /** In the order of manifests and lines. The entry of an image that was left out is made when it is asked for. */
  readonly dropped: Sequence<DroppedImage>;
  readonly droppedBoxes: readonly PlannedBoxDrop[];
  readonly notes: Readonly<Partial<Record<NoteReason, number>>>;
  /** When the newest label of the chosen images was made, in microseconds since 1970; `undefined` where none says. */
  readonly labelledAtMicros: number | undefined;
  readonly balance: BalanceResult | undefined;
  readonly splitting: SplittingReport;
  readonly duplicates: readonly DuplicateGroup[];
  readonly measures: DatasetMeasures;
  readonly oversampling: Oversampling | undefined;
}
