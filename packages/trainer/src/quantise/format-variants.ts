import { formatTable } from '@detectory/terminal';
import type { ComparedVariants } from './export-variant.js';
import { isVariantFigure, toVariantRows, variantColumns } from './to-variant-rows.js';

/** What each exported file is worth, as a table for a terminal. */
export function formatVariants(compared: ComparedVariants): string {
  const align = variantColumns.map((_, column) => (isVariantFigure(column) ? 'right' : 'left'));
  return formatTable([[...variantColumns], ...toVariantRows(compared)], { align });
}
