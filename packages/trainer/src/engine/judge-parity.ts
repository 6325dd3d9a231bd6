import { basename } from 'node:path';
import { ExportMismatchError } from '../errors.js';
import type { MatchRules } from './count-matches.js';

/** What counts as the same detection, and at which confidences both models are asked: the second is for those that find little. */
export const comparisonRules = {
  iou: 0.95,
  confidence: 0.01,
  thresholds: [0.25, 0.05],
} as const satisfies MatchRules & { readonly thresholds: readonly number[] };

/**
 * The same for boxes before the suppression. A hardly trained model finds nothing, is equally unsure of everything and looks
 * little at its input, so that a graph with shuffled weights would pass for it by the rules above. Rounding moves boxes by far
 * less than this; a confidence of a millionth it moves by 3% of itself, and so the surest box's is the measure for all, and where
 * that one is of a thousandth or less what ONNX Runtime's sigmoid errs by.
 * @param surest confidence of the parent's surest box
 */
export function toBoxRules(surest: number): MatchRules {
  return { iou: 0.999, confidence: 0.001 * surest + 2 * sigmoidError };
}

/** At most; measured over the demo's photos (docs/decisions/0016-smaller-exports-a-second-engine.md). */
const sigmoidError = 6e-8;

/** Of detections at a confidence, where rounding decides about those at the limit; of a few, all but one. */
const requiredOfDetections = 0.98;
/** Of boxes before the suppression nothing is at a limit. One in twenty belongs to the largest stride, so that 98% let it err. */
const requiredOfBoxes = 0.99;

/** How far one export answers as its parent. */
export interface ExportComparison {
  readonly file: string;
  readonly images: number;
  readonly checks: readonly ComparisonCheck[];
}

export interface ComparisonCheck {
  /** At which confidence detections were compared; undefined: boxes before the suppression. */
  readonly confidence: number | undefined;
  /** How many there were. */
  readonly detections: number;
  /** Share of them that both models give, in [0, 1]. */
  readonly agreement: number;
}

export interface Parity {
  readonly images: number;
  readonly detections: number;
  /** Share of detections that both models give, in [0, 1]. */
  readonly agreement: number;
}

/**
 * The worst agreement over all exported sizes and checks that had something to compare.
 * @throws ExportMismatchError below 98% of detections where more than one is missing, or 99% of boxes before the suppression
 */
export function judgeParity(comparisons: readonly ExportComparison[]): Parity {
  const checks = comparisons
    .flatMap(({ checks: each, ...of }) => each.map((check) => ({ ...of, ...check })))
    .filter(({ detections }) => detections > 0)
    .sort((a, b) => a.agreement - b.agreement);
  const wrong = checks.find((check) => check.agreement < toRequired(check));
  if (wrong)
    throw new ExportMismatchError(
      `The export ${basename(wrong.file)} gives ${toPercent(wrong.agreement)} of its PyTorch parent's ${nameOf(wrong)}: of ` +
        `${wrong.detections} on ${wrong.images} images; expected at least ${toPercent(toRequired(wrong))}. It must not be served, so there ` +
        'is no model of it; the checkpoint is as it was. Try another size (--imgsz; export-sizes of a job); if it stays, report this ' +
        'as a bug of Detectory, with the checkpoint.',
    );
  const [worst] = checks;
  if (!worst) return { images: comparisons[0]?.images ?? 0, detections: 0, agreement: 1 };
  return { images: worst.images, detections: worst.detections, agreement: worst.agreement };
}

function toRequired({ confidence, detections }: ComparisonCheck): number {
  if (confidence === undefined) return requiredOfBoxes;
  return Math.min(requiredOfDetections, (detections - 1) / detections);
}

function nameOf({ confidence }: ComparisonCheck): string {
  return confidence === undefined
    ? 'boxes before the suppression (same class, IoU 0.999, confidence within a thousandth of the highest)'
    : `detections at confidence ${confidence} (same class, IoU 0.95, confidence within 0.01)`;
}

function toPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}
