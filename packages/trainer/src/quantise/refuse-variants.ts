import type { ExportVariant, Refusal } from './export-variant.js';

/**
 * Precisions that lose more than `maxMapDrop` of mAP50-95 against fp32, at any size: all sizes of a model are served in
 * one precision.
 * @param maxMapDrop a share of mAP's whole scale, in [0, 1]
 */
export function refuseVariants(variants: readonly ExportVariant[], maxMapDrop: number): Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const variant of variants) {
    const drop = dropOf(variant, variants);
    // Two figures that differ by the limit itself differ by a little more in floating point.
    if (drop === undefined || drop <= maxMapDrop + 1e-9 || refusals.has(variant.precision)) continue;
    const { precision, heightPx, widthPx } = variant;
    refusals.set(precision, {
      precision,
      reason:
        `${precision} at ${heightPx}x${widthPx} loses ${drop.toFixed(3)} of mAP50-95 against fp32; at most ${maxMapDrop} may be lost. ` +
        'Serve another precision, calibrate and measure on more photos, or allow more with --max-map-drop.',
    });
  }
  return [...refusals.values()];
}

/** What a variant loses against fp32 of its size; undefined for fp32 itself. */
export function dropOf(variant: ExportVariant, variants: readonly ExportVariant[]): number | undefined {
  if (variant.precision === 'fp32') return undefined;
  const parent = variants.find(
    ({ precision, heightPx, widthPx }) =>
      precision === 'fp32' && heightPx === variant.heightPx && widthPx === variant.widthPx,
  );
  return parent && parent.mAP50_95 - variant.mAP50_95;
}
