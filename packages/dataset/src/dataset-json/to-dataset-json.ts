import type { Labels } from '../ground-truth/labels.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { formatCreationDate } from '../ground-truth/format-creation-date.js';
import { countBy } from '../model/count-by.js';
import type { DatasetPlan, DroppedImage, PlannedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { datasetFormatVersion, type DatasetDroppedImage, type DatasetJson, type DatasetSplit } from './dataset-json.js';

export interface DatasetOrigin {
  readonly tool: { readonly name: string; readonly version: string };
  readonly seed: number;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly labels: Labels;
  /** Of each manifest, in order. */
  readonly manifestHashes: readonly string[];
}

export function toDatasetJson(
  plan: DatasetPlan,
  { tool, seed, options, labels, manifestHashes }: DatasetOrigin,
): DatasetJson {
  const splits = splitNames
    .map((split) => [split, toSplit(plan, split)] as const)
    .filter(([, split]) => split.images > 0);
  const used = new Set(plan.images.map((image) => image.source.attribute));
  const newest = plan.images.reduce((max, { source }) => Math.max(max, source.createdAtMicros ?? max), -Infinity);
  const { cost = 0, bound = 0, gap = 0 } = plan.balance ?? {};
  return {
    formatVersion: datasetFormatVersion,
    tool,
    seed,
    options,
    manifests: labels.manifests.map(({ name, lines }, m) => ({ name, sha256: manifestHashes[m] ?? '', lines })),
    labelAttributes: [...used].sort(compareCodeUnits),
    ...(newest > -Infinity && { labelledAt: formatCreationDate(newest) }),
    classes: labels.classes,
    splits: Object.fromEntries(splits),
    balance: plan.balance ? { cost: round(cost), bound: round(bound), gap: round(gap) } : null,
    dropped: {
      counts: countBy([...plan.dropped, ...plan.droppedBoxes], (drop) => drop.reason),
      images: plan.dropped.map(toDroppedImage),
      boxes: plan.droppedBoxes.map(({ manifest, line, box, reason, sourceRef }) => ({
        manifest,
        line,
        box,
        reason,
        sourceRef,
      })),
    },
    notes: plan.notes,
  };
}

function toSplit({ images, classes }: DatasetPlan, split: SplitName): DatasetSplit {
  const own = images.filter((image) => image.split === split);
  return {
    images: own.length,
    boxes: own.reduce((sum, image) => sum + image.boxes, 0),
    negatives: own.filter((image) => image.boxes === 0).length,
    boxesPerClass: classes.map((one) => one.splits[split].boxes),
    imagesPerClass: classes.map((one) => one.splits[split].images),
    files: own.map(toFile).sort((a, b) => compareCodeUnits(a.file, b.file)),
  };
}

function toFile({ fileName, source, boxes, facts }: PlannedImage): DatasetSplit['files'][number] {
  return { file: fileName, sourceRef: source.sourceRef, boxes, ...(facts && { sha256: facts.sha256 }) };
}

function toDroppedImage({ manifest, line, reason, sourceRef, detail }: DroppedImage): DatasetDroppedImage {
  return {
    manifest,
    line,
    reason,
    ...(sourceRef !== undefined && { sourceRef }),
    ...(detail !== undefined && { detail }),
  };
}

/** Sums of floats, without the digits that only an order of addition decides. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
