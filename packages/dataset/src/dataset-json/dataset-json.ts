import type { CoOccurrence } from '../measures/find-co-occurrence.js';
import type { DatasetMeasures } from '../measures/measure-dataset.js';
import type { SplitName } from '../split/split-name.js';
import type { SplittingReport } from '../split/splitting-report.js';

/** The version of the format; a reader refuses one that it does not know. */
export const datasetFormatVersion = 1;

/**
 * `dataset.json`: what a dataset holds and where it comes from (docs/formats/dataset-json.md,
 * schema/dataset.schema.json). Nothing in it depends on the machine or the time.
 */
export interface DatasetJson {
  readonly formatVersion: typeof datasetFormatVersion;
  readonly tool: { readonly name: string; readonly version: string };
  readonly seed: number;
  /** Options that decided the content, as the user gave them or their defaults. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly manifests: readonly DatasetManifest[];
  readonly labelAttributes: readonly string[];
  /** The labelling jobs that the manifests' labels name; left out where they name none. */
  readonly jobNames?: readonly string[];
  /** The keys of what the manifests' lines or the COCO files held besides, which is not kept; left out where that is nothing. */
  readonly otherKeys?: readonly string[];
  /** The newest creation date of the labels (UTC, as Ground Truth writes it); left out where none has one. */
  readonly labelledAt?: string;
  /** The position is the class index of the label files. */
  readonly classes: readonly string[];
  /** COCO's, in the order of `classes`, null where a class has none; left out where none has one. */
  readonly supercategories?: readonly (string | null)[];
  /** What passed every check, before `--balance`, `--max-images` and `--negatives`; left out by older versions. */
  readonly usable?: DatasetUsable;
  readonly splits: Readonly<Partial<Record<SplitName, DatasetSplit>>>;
  readonly balance: DatasetBalance | null;
  readonly splitting: SplittingReport;
  /** How balanced the usable images were, and those that were kept. */
  readonly measures: DatasetMeasures;
  /** Images of train that are there more than once; null without `--oversample`. */
  readonly oversample: DatasetOversample | null;
  readonly dropped: DatasetDropped;
  /** How often something was noted that dropped nothing, by reason code. */
  readonly notes: Readonly<Record<string, number>>;
}

export interface DatasetManifest {
  /** A file's base name, or its s3:// URI. */
  readonly name: string;
  readonly sha256: string;
  readonly lines: number;
}

export interface DatasetUsable {
  /** In the order of `classes`. */
  readonly boxesPerClass: readonly number[];
  readonly imagesPerClass: readonly number[];
}

export interface DatasetSplit {
  readonly images: number;
  readonly boxes: number;
  /** Images without boxes, confirmed to show none of the classes. */
  readonly negatives: number;
  /** Boxes per class, in the order of `classes`. */
  readonly boxesPerClass: readonly number[];
  readonly imagesPerClass: readonly number[];
  readonly files: readonly DatasetFile[];
}

export interface DatasetFile {
  /** Below `images/<split>/`; its labels have the same stem below `labels/<split>/`. */
  readonly file: string;
  readonly sourceRef: string;
  readonly boxes: number;
  /** Of the source image; left out where images were not read. */
  readonly sha256?: string;
  /** When its labels were made, where that is another time than the dataset's `labelledAt`. */
  readonly labelledAt?: string;
  /** False where a model drew the boxes; else left out. */
  readonly humanAnnotated?: false;
  /** Of each box, in the order of the label file's rows; null where a box has none, left out where none has. */
  readonly confidences?: readonly (number | null)[];
}

export interface DatasetBalance {
  /** What the chosen images cost by the objective of `--balance`. */
  readonly cost: number;
  /** No choice of whole images costs less. */
  readonly bound: number;
  /** (cost - bound) / cost */
  readonly gap: number;
  /** Boxes wanted of each class, in the order of `classes`; null where nothing is wanted. */
  readonly targets: readonly (number | null)[];
  /** Which targets exclude each other, furthest first. */
  readonly coOccurrence: readonly CoOccurrence[];
}

export interface DatasetOversample {
  /** Repeat-factor sampling. */
  readonly method: 'rfs';
  /** The share of images up to which classes are repeated. */
  readonly threshold: number;
  /** Boxes of each class in train, copies included. */
  readonly boxesPerClass: readonly number[];
  /** Files beside those of `splits.train.files`, ordered by name. */
  readonly copies: readonly DatasetCopy[];
}

export interface DatasetCopy {
  /** Below `images/train/`. */
  readonly file: string;
  readonly copyOf: string;
}

export interface DatasetDropped {
  readonly counts: Readonly<Record<string, number>>;
  readonly images: readonly DatasetDroppedImage[];
  readonly boxes: readonly DatasetDroppedBox[];
}

export interface DatasetDroppedImage {
  readonly manifest: number;
  readonly line: number;
  readonly reason: string;
  readonly sourceRef?: string;
  readonly detail?: string;
}

export interface DatasetDroppedBox {
  readonly manifest: number;
  readonly line: number;
  /** Position in the label, from 0. */
  readonly box: number;
  readonly reason: string;
  readonly sourceRef: string;
}
