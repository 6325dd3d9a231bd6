import { readFile } from 'node:fs/promises';
import type { Detection, DetectRequest, OpenedModel } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import { countMatches } from '../engine/count-matches.js';
import type { ParentEvent } from '../engine/engine-event.js';
import { type ComparisonCheck, comparisonRules, type ExportComparison, toBoxRules } from '../engine/judge-parity.js';
import type { ExportSize } from '../options/parse-export-sizes.js';
import { withDetector } from './evaluation/with-detector.js';

export interface ComparedExport extends ExportSize {
  readonly file: string;
  /** The letterboxed photos that the parent was shown. */
  readonly photos: readonly string[];
}

/** An export in the server's own code beside what its checkpoint found in the same pixels. */
export function compareWithParent(
  model: OpenedModel,
  compared: ComparedExport,
  parents: readonly ParentEvent[],
): Promise<ExportComparison> {
  return withDetector(model, 'one', async (detector) => {
    const tallies = [...comparisonRules.thresholds, undefined].map(createTally);
    for (const parent of parents) await comparePhoto(parent, detector, compared, tallies);
    return { file: compared.file, images: parents.length, checks: tallies.map(toCheck) };
  });
}

/** What one of the checks has counted so far. */
interface Tally {
  /** As in ComparisonCheck. */
  readonly confidence: number | undefined;
  matched: number;
  detections: number;
}

const createTally = (confidence: number | undefined): Tally => ({ confidence, matched: 0, detections: 0 });

function toCheck({ confidence, matched, detections }: Tally): ComparisonCheck {
  return { confidence, detections, agreement: detections > 0 ? matched / detections : 1 };
}

/** At the lowest threshold; what is found at a higher one is the surer part of it, because no box takes a surer one away. */
const forDetections = { confidence: Math.min(...comparisonRules.thresholds), iou: 0.45, maxDetections: 300 };
/** No two boxes overlap by more than 1, and the graph's suppression takes no more of them. */
const forBoxes = { confidence: 0, iou: 1, maxDetections: 30_000 };

async function comparePhoto(
  parent: ParentEvent,
  detector: Detector,
  { photos, heightPx, widthPx }: ComparedExport,
  tallies: readonly Tally[],
): Promise<void> {
  const size = { heightPx, widthPx };
  const pixels = await readFile(photos[parent.photo] ?? '');
  const detect = async (request: DetectRequest): Promise<readonly Detection[]> =>
    (await detector.detect({ pixels, ...size }, request)).detections.filter(hasArea);
  const toDetections = (rows: readonly (readonly number[])[]): Detection[] => rows.map((row) => toDetection(row, size));
  const found = await detect(forDetections);
  // The parent gives a sample of its boxes, so that what the export has beyond them says nothing.
  const sample = toDetections(parent.boxes).filter(isPixelWide);
  const boxes = sample.length > 0 ? await detect(forBoxes) : [];
  tallies.forEach((tally, at) => {
    if (tally.confidence === undefined) return countBoxes(tally, boxes, sample);
    const limit = tally.confidence;
    const theirs = parent.found[at];
    if (!theirs) return;
    const ours = found.filter(({ confidence }) => confidence > limit);
    countDetections(tally, ours, toDetections(theirs).filter(hasArea));
  });
}

function countDetections(tally: Tally, ours: readonly Detection[], theirs: readonly Detection[]): void {
  tally.matched += countMatches(ours, theirs, comparisonRules);
  tally.detections += Math.max(ours.length, theirs.length);
}

function countBoxes(tally: Tally, ours: readonly Detection[], theirs: readonly Detection[]): void {
  const surest = Math.max(0, ...theirs.map(({ confidence }) => confidence));
  tally.matched += countMatches(ours, theirs, toBoxRules(surest));
  tally.detections += theirs.length;
}

/** What lies outside of the photo is clipped to nothing. */
function hasArea({ xmin, ymin, xmax, ymax }: Detection): boolean {
  return xmax > xmin && ymax > ymin;
}

/** Rounding moves a corner by some 0.00002 px, which is a thousandth of the overlap of boxes that are thinner than a fiftieth. */
function isPixelWide({ xmin, ymin, xmax, ymax }: Detection): boolean {
  return xmax - xmin >= 1 && ymax - ymin >= 1;
}

/** Clipped to the photo, as the server's answers are. */
function toDetection(row: readonly number[], { widthPx, heightPx }: ExportSize): Detection {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, confidence = 0, classIndex = 0] = row;
  const clip = (value: number, high: number): number => Math.min(high, Math.max(0, value));
  return {
    xmin: clip(x1, widthPx),
    ymin: clip(y1, heightPx),
    xmax: clip(x2, widthPx),
    ymax: clip(y2, heightPx),
    confidence,
    classIndex,
  };
}
