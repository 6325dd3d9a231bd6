import { boolean, type JsonShape, list, nullable, number, object, record, scalar, text } from './json-shape.js';

const numbers = list(number);
const measured = nullable(number);

const split = object({
  images: number,
  boxes: number,
  negatives: number,
  boxesPerClass: numbers,
  imagesPerClass: numbers,
  files: list(
    object(
      { file: text, sourceRef: text, boxes: number },
      { sha256: text, labelledAt: text, humanAnnotated: boolean, confidences: list(measured) },
    ),
  ),
});

const balance = object(
  { cost: number, bound: number, gap: number },
  {
    targets: list(measured),
    coOccurrence: list(object({ className: text, atLeast: number, companion: text, companionBoxes: number })),
  },
);

const splitMeasure = object({
  leaks: object({ exactPairs: measured, nearPairs: measured, groupPairs: measured, nearTrain: measured }),
  spread: object({
    labelsDistribution: number,
    examplesDistribution: number,
    classesMissing: number,
    boxShareError: object({ mean: number, worst: number }),
  }),
});

const splitting = object({
  groups: object({ count: number, images: number, largest: number }),
  groupBy: nullable(object({ spec: text, groups: number, imagesWithout: number })),
  nearDuplicates: nullable(object({ distance: number, unhashed: number, cutPairs: number, largestChain: number })),
  lock: nullable(
    object({ kept: number, added: number, absent: number, conflicts: number, formerShares: nullable(numbers) }),
  ),
  before: splitMeasure,
  after: splitMeasure,
});

const deviation = nullable(object({ className: text, deviation: number }));
const classMeasures = object({
  images: number,
  boxes: number,
  boxesPerClass: numbers,
  imagesPerClass: numbers,
  maxMinRatio: measured,
  meanImbalanceRatio: measured,
  imbalanceVariation: measured,
  evenness: measured,
  targetDeviation: nullable(object({ mean: number, worstUnder: deviation, worstOver: deviation })),
});

const oversample = object({
  threshold: number,
  boxesPerClass: numbers,
  copies: list(object({ file: text, copyOf: text })),
});

const dropped = object({
  counts: record(number),
  images: list(object({ manifest: number, line: number, reason: text }, { sourceRef: text, detail: text })),
  boxes: list(object({ manifest: number, line: number, box: number, reason: text, sourceRef: text })),
});

/** What readers rely on; the schema (schema/dataset.schema.json) says more. */
export const datasetShape: JsonShape = object(
  {
    tool: object({ name: text, version: text }),
    seed: number,
    options: record(scalar),
    manifests: list(object({ name: text, sha256: text, lines: number })),
    labelAttributes: list(text),
    classes: list(text),
    splits: record(split),
    balance: nullable(balance),
    dropped,
    notes: record(number),
  },
  {
    jobNames: list(text),
    otherKeys: list(text),
    labelledAt: text,
    supercategories: list(nullable(text)),
    usable: object({ boxesPerClass: numbers, imagesPerClass: numbers }),
    splitting,
    measures: object({ before: classMeasures, after: classMeasures, imagesKept: number }),
    oversample: nullable(oversample),
  },
);
