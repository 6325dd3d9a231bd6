import { readFile } from 'node:fs/promises';
import type { Detection, OpenedModel } from '@detectory/inference-core';
import type { Detector } from '@detectory/inference-core/onnx';
import { countMatches } from '../engine/count-matches.js';
import type { ParentEvent } from '../engine/engine-event.js';
import { comparisonRules, type ExportComparison } from '../engine/judge-parity.js';
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
  { file, photos, ...size }: ComparedExport,
  parents: readonly ParentEvent[],
): Promise<ExportComparison> {
  return withDetector(model, 'one', async (detector) => {
    const sums = comparisonRules.thresholds.map((threshold) => ({ threshold, matched: 0, detections: 0 }));
    for (const { photo, found } of parents) {
      const pixels = await readFile(photos[photo] ?? '');
      for (const [at, sum] of sums.entries()) {
        const ours = await detect(detector, pixels, size, sum.threshold);
        const theirs = (found[at] ?? []).map((row) => toDetection(row, size)).filter(hasArea);
        sum.matched += countMatches(ours, theirs, comparisonRules);
        sum.detections += Math.max(ours.length, theirs.length);
      }
    }
    const checks = sums.map(({ threshold, matched, detections }) => ({
      threshold,
      detections,
      agreement: detections > 0 ? matched / detections : 1,
    }));
    return { file, images: parents.length, checks };
  });
}

async function detect(
  detector: Detector,
  pixels: Uint8Array,
  size: ExportSize,
  confidence: number,
): Promise<readonly Detection[]> {
  const { detections } = await detector.detect({ pixels, ...size }, { confidence, iou: 0.45, maxDetections: 300 });
  return detections.filter(hasArea);
}

/** What lies outside of the photo is clipped to nothing. */
function hasArea({ xmin, ymin, xmax, ymax }: Detection): boolean {
  return xmax > xmin && ymax > ymin;
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
