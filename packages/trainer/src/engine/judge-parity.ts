import { ExportMismatchError } from '../errors.js';

/**
 * What counts as the same detection, and at which confidences both models are asked. The second is for models that find
 * little; the last, at which thousands of boxes lie at the limit, for those that find nothing above it.
 */
export const comparisonRules = { iou: 0.95, confidence: 0.01, thresholds: [0.25, 0.05, 0.001] } as const;

const requiredAgreement = 0.98;
/**
 * At the last confidence the limit of 300 detections cuts through boxes that differ by rounding alone, so that sound exports of
 * hardly trained models agree on 80 to 86% (seen after one epoch from scratch); a wrong graph agrees on next to none.
 */
const requiredAtLimit = 0.6;

/** How far one export answers as its parent. */
export interface ExportComparison {
  readonly file: string;
  readonly images: number;
  readonly checks: readonly { readonly threshold: number; readonly detections: number; readonly agreement: number }[];
}

export interface Parity {
  readonly images: number;
  readonly detections: number;
  /** Share of detections that both models give, in [0, 1]. */
  readonly agreement: number;
}

/**
 * The worst agreement over all exported sizes and thresholds that had detections.
 * @throws ExportMismatchError below 98%, or 60% of models that find nothing above the last threshold
 */
export function judgeParity(comparisons: readonly ExportComparison[]): Parity {
  const checks = comparisons.flatMap(({ file, images, checks: each }) =>
    each.map((check) => ({ file, images, ...check })),
  );
  const found = checks.filter((check) => check.detections > 0);
  const sure = found.filter(({ threshold }) => threshold > comparisonRules.thresholds[2]);
  const compared = sure.length > 0 ? sure : found;
  const [worst] = compared.sort((a, b) => a.agreement - b.agreement);
  if (!worst) return { images: comparisons[0]?.images ?? 0, detections: 0, agreement: 1 };
  const required = sure.length > 0 ? requiredAgreement : requiredAtLimit;
  if (worst.agreement < required)
    throw new ExportMismatchError(
      `${worst.file} gives ${(worst.agreement * 100).toFixed(1)}% of its PyTorch parent's detections at confidence ${worst.threshold}; ` +
        `expected at least ${required * 100}% (same class, IoU 0.95, confidence within 0.01). It must not be served; report this with the model.`,
    );
  return { images: worst.images, detections: worst.detections, agreement: worst.agreement };
}
