import { readFile } from 'node:fs/promises';
import type { Detection, DetectRequest, OpenedModel } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import { countMatches, type MatchRules } from '../engine/count-matches.js';
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
    const checks: ComparisonCheck[] = [];
    for (const question of questions) checks.push(await check(question, { detector, compared, parents }));
    return { file: compared.file, images: parents.length, checks };
  });
}

/** One thing that both models are asked. */
interface Question {
  /** As in ComparisonCheck. */
  readonly confidence: number | undefined;
  readonly request: DetectRequest;
  readonly rules: (surest: number) => MatchRules;
  /** The parent's answer. */
  readonly rows: (parent: ParentEvent) => readonly (readonly number[])[];
  /** Whether the parent gives only a part of its answer, in which case what the export has beyond it says nothing. */
  readonly isSample: boolean;
}

const questions: readonly Question[] = [
  ...comparisonRules.thresholds.map((confidence, at) => ({
    confidence,
    request: { confidence, iou: 0.45, maxDetections: 300 },
    rules: () => comparisonRules,
    rows: ({ found }: ParentEvent) => found[at] ?? [],
    isSample: false,
  })),
  {
    confidence: undefined,
    // No two boxes overlap by more than 1, and the graph's suppression takes no more of them.
    request: { confidence: 0, iou: 1, maxDetections: 30_000 },
    rules: toBoxRules,
    rows: ({ boxes }) => boxes,
    isSample: true,
  },
];

interface Compared {
  readonly detector: Detector;
  readonly compared: ComparedExport;
  readonly parents: readonly ParentEvent[];
}

async function check(
  { confidence, request, rules, rows, isSample }: Question,
  { detector, compared, parents }: Compared,
): Promise<ComparisonCheck> {
  const { photos, heightPx, widthPx } = compared;
  const size = { heightPx, widthPx };
  let matched = 0;
  let detections = 0;
  for (const parent of parents) {
    const theirs = rows(parent)
      .map((row) => toDetection(row, size))
      .filter(isSample ? isPixelWide : hasArea);
    if (isSample && theirs.length === 0) continue;
    const pixels = await readFile(photos[parent.photo] ?? '');
    const ours = (await detector.detect({ pixels, ...size }, request)).detections.filter(hasArea);
    const surest = Math.max(0, ...theirs.map(({ confidence: each }) => each));
    matched += countMatches(ours, theirs, rules(surest));
    detections += isSample ? theirs.length : Math.max(ours.length, theirs.length);
  }
  return { confidence, detections, agreement: detections > 0 ? matched / detections : 1 };
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
