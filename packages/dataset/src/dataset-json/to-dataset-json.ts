import type { Labels } from '../ground-truth/labels.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { countBy } from '../model/count-by.js';
import type { DatasetPlan, DroppedImage, PlannedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import type { Oversampling } from '../oversample/oversample-images.js';
import type { BalanceResult } from '../select/select-images.js';
import {
  datasetFormatVersion,
  type DatasetBalance,
  type DatasetDroppedImage,
  type DatasetJson,
  type DatasetOversample,
  type DatasetSplit,
} from './dataset-json.js';

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
  return {
    formatVersion: datasetFormatVersion,
    tool,
    seed,
    options,
    manifests: labels.manifests.map(({ name, lines }, m) => ({ name, sha256: manifestHashes[m] ?? '', lines })),
    labelAttributes: [...used].sort(compareCodeUnits),
    classes: labels.classes,
    splits: Object.fromEntries(splits),
    balance: plan.balance ? toBalance(plan.balance) : null,
    measures: roundAll(plan.measures),
    oversample: plan.oversampling ? toOversample(plan.oversampling) : null,
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

function toOversample({ threshold, boxesPerClass, copiesOf }: Oversampling): DatasetOversample {
  const copies = [...copiesOf].flatMap(([copyOf, files]) => files.map((file) => ({ file, copyOf })));
  return { method: 'rfs', threshold, boxesPerClass, copies: copies.sort((a, b) => compareCodeUnits(a.file, b.file)) };
}

function toBalance({ cost, bound, gap, targets, coOccurrence }: BalanceResult): DatasetBalance {
  return roundAll({ cost, bound, gap, targets: targets.map((target) => target ?? null), coOccurrence });
}

function roundAll<Value extends object>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' ? round(item) : item)),
  ) as Value;
}

/** Sums of floats, without the digits that only an order of addition decides. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
