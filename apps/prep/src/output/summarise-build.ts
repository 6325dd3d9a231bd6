import {
  type AttributeSummary,
  type ClassSummary,
  countBy,
  type DatasetBalance,
  type DatasetMeasures,
  type DatasetOversample,
  type SplitName,
  splitNames,
  type SplittingReport,
  type VerificationSummary,
} from '@detectory/dataset';
import type { BuiltDataset } from '@detectory/dataset/adapters';

/** What `build` tells, for a machine as for a person. */
export interface BuildSummary {
  readonly out: string;
  readonly images: number;
  readonly boxes: number;
  readonly negatives: number;
  readonly splits: Readonly<
    Partial<Record<SplitName, { readonly images: number; readonly boxes: number; readonly negatives: number }>>
  >;
  /** Bounding-box label attributes of the lines, and for how many of them each was taken. */
  readonly attributes: readonly AttributeSummary[];
  readonly classes: readonly ClassSummary[];
  readonly balance: DatasetBalance | null;
  readonly measures: DatasetMeasures;
  readonly oversample: DatasetOversample | null;
  readonly splitting: SplittingReport;
  /** Lines, images and boxes left out, by reason. */
  readonly dropped: Readonly<Partial<Record<string, number>>>;
  readonly notes: Readonly<Partial<Record<string, number>>>;
  /** `null` without `--drop-verified`. */
  readonly verification: VerificationSummary | null;
}

export function summariseBuild({ out, plan, labels, datasetJson }: BuiltDataset): BuildSummary {
  const splits = splitNames.flatMap((name) => {
    const split = datasetJson.splits[name];
    return split ? [[name, { images: split.images, boxes: split.boxes, negatives: split.negatives }] as const] : [];
  });
  return {
    out,
    images: plan.images.length,
    boxes: plan.images.reduce((sum, image) => sum + image.boxes, 0),
    negatives: plan.images.filter((image) => image.boxes === 0).length,
    splits: Object.fromEntries(splits),
    attributes: labels.attributes,
    classes: plan.classes,
    balance: datasetJson.balance,
    measures: datasetJson.measures,
    oversample: datasetJson.oversample,
    splitting: datasetJson.splitting,
    dropped: countBy([...plan.dropped, ...plan.droppedBoxes], (drop) => drop.reason),
    notes: plan.notes,
    verification: labels.verification ?? null,
  };
}
