import type { LabelledImage, SourceLine } from '../model/labelled-image.js';
import type { Problem } from '../model/problem.js';
import type { ExclusionReason, NoteReason } from '../model/reasons.js';
import type { Sequence } from '../model/sequence.js';

/** A line that holds nothing to learn from. */
export interface ExcludedLine extends SourceLine {
  readonly sourceRef: string;
  readonly reason: ExclusionReason;
  /** The failure's own reason, the other kind of label, … */
  readonly detail?: string | undefined;
}

export interface ManifestSummary {
  /** As it stands in messages and dataset.json: a URI, or a file's base name. */
  readonly name: string;
  /** Lines with anything on them. */
  readonly lines: number;
}

export interface AttributeSummary {
  readonly attribute: string;
  /** Lines that have bounding boxes under this attribute. */
  readonly lines: number;
  /** Lines whose boxes are taken from it. */
  readonly chosen: number;
}

export interface VerificationSummary {
  /** Verdicts that stand for a labelled line's newest label, in the order in which they were met. */
  readonly verdicts: readonly { readonly verdict: string; readonly lines: number }[];
  /** Verdicts to drop that no line carries: a slip of the pen, or all is well. */
  readonly unseen: readonly string[];
}

/** Everything that one or several manifests hold, in our own terms. */
export interface Labels {
  readonly manifests: readonly ManifestSummary[];
  readonly attributes: readonly AttributeSummary[];
  /** Class names in the order of their indices. */
  readonly classes: readonly string[];
  /** What COCO calls a class's supercategory, in the order of `classes`; null where one has none. */
  readonly supercategories?: readonly (string | null)[] | undefined;
  /**
   * At most one per source-ref. Kept in columns: an entry is made when it is asked for (`at(i)`, iteration, `map`, …), so that
   * two looks at one image give two equal objects. An array will do as well.
   */
  readonly images: Sequence<LabelledImage>;
  readonly excluded: readonly ExcludedLine[];
  readonly problems: readonly Problem[];
  /** Labels whose list of confidences has another length than their boxes. */
  readonly objectsMismatches: number;
  /** Where verdicts were to be dropped. */
  readonly verification?: VerificationSummary | undefined;
  /** The jobs that the labels say they come from, in code-unit order. */
  readonly jobNames?: readonly string[] | undefined;
  /** What labelled lines, or a COCO file, hold beside the labels that are taken, by their keys, in code-unit order; the first 100. */
  readonly otherKeys?: readonly string[] | undefined;
  /** What else is worth knowing, by reason; other formats than Ground Truth's have more to note. */
  readonly notes?: Readonly<Partial<Record<NoteReason, number>>> | undefined;
}
