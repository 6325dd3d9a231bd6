import type { Labels } from '../ground-truth/labels.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import { formatCreationDate } from '../ground-truth/format-creation-date.js';
import { countBy } from '../model/count-by.js';
import type { DatasetPlan, DroppedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import type { Oversampling } from '../oversample/oversample-images.js';
import type { BalanceResult } from '../select/select-images.js';
import {
  datasetFormatVersion,
  type DatasetBalance,
  type DatasetDroppedImage,
  type DatasetFile,
  type DatasetJson,
  type DatasetOversample,
  type DatasetSplit,
} from './dataset-json.js';
import { toDatasetFile } from './to-dataset-file.js';

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
  return {
    formatVersion: datasetFormatVersion,
    tool,
    seed,
    options,
    manifests: labels.manifests.map(({ name, lines }, m) => ({ name, sha256: manifestHashes[m] ?? '', lines })),
    labelAttributes: plan.labelAttributes,
    ...(labels.jobNames?.length && { jobNames: labels.jobNames }),
    ...(labels.otherKeys?.length && { otherKeys: labels.otherKeys }),
    ...(plan.labelledAtMicros !== undefined && { labelledAt: formatCreationDate(plan.labelledAtMicros) }),
    classes: labels.classes,
    ...(labels.supercategories && { supercategories: labels.supercategories }),
    usable: {
      boxesPerClass: plan.classes.map((one) => one.before.boxes),
      imagesPerClass: plan.classes.map((one) => one.before.images),
    },
    splits: toSplits(plan),
    balance: plan.balance ? toBalance(plan.balance) : null,
    splitting: roundAll(plan.splitting),
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

/** In one look at the images: each is made when it is looked at. */
function toSplits(plan: DatasetPlan): DatasetJson['splits'] {
  const filesOf = new Map(splitNames.map((split) => [split, [] as DatasetFile[]]));
  const dropped = new Map<string, Set<number>>();
  for (const { sourceRef, box } of plan.droppedBoxes)
    dropped.set(sourceRef, (dropped.get(sourceRef) ?? new Set()).add(box));
  plan.images.forEach((image) => {
    const file = toDatasetFile(image, plan.labelledAtMicros, dropped.get(image.sourceRef));
    filesOf.get(image.split)?.push(file);
  });
  const used = [...filesOf].filter(([, files]) => files.length > 0);
  return Object.fromEntries(used.map(([split, files]) => [split, toSplit(plan, split, files)]));
}

function toSplit({ classes }: DatasetPlan, split: SplitName, files: DatasetFile[]): DatasetSplit {
  return {
    images: files.length,
    boxes: files.reduce((sum, file) => sum + file.boxes, 0),
    negatives: files.filter((file) => file.boxes === 0).length,
    boxesPerClass: classes.map((one) => one.splits[split].boxes),
    imagesPerClass: classes.map((one) => one.splits[split].images),
    files: files.sort((a, b) => compareCodeUnits(a.file, b.file)),
  };
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

/** The same with every number rounded. */
function roundAll<Value extends object>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'number' ? round(item) : item)),
  ) as Value;
}

/** Sums of floats, without the digits that only an order of addition decides. */
function round(value: number): number {
  return Number(value.toFixed(9));
}
