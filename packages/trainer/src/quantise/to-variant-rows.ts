import { formatSize } from '@detectory/terminal';
import type { ComparedVariants } from './export-variant.js';
import { dropOf } from './refuse-variants.js';

/** The heads of a table of exports; the figures stand from the third to the last but one, which says what is served or refused. */
export const variantColumns = [
  'precision',
  'size px',
  'mAP50-95',
  'against fp32',
  'mAP50',
  'file',
  'a photo',
  '',
] as const;

/** What each exported file is worth, a row each: accuracy, size and time, and whether it is served or refused. */
export function toVariantRows({ variants, refusals, served }: ComparedVariants): string[][] {
  return variants.map((variant) => {
    const drop = dropOf(variant, variants);
    const isRefused = refusals.some(({ precision }) => precision === variant.precision);
    const fate = variant.precision === served ? 'served' : '';
    return [
      variant.precision,
      `${variant.heightPx}x${variant.widthPx}`,
      variant.mAP50_95.toFixed(3),
      drop === undefined ? '' : (-drop).toFixed(3),
      variant.mAP50.toFixed(3),
      formatSize(variant.sizeBytes),
      `${variant.latencyMs.toFixed(1)} ms`,
      isRefused ? 'refused' : fate,
    ];
  });
}

/** Whether a column of that table holds figures. */
export function isVariantFigure(column: number): boolean {
  return column >= 2 && column < variantColumns.length - 1;
}
