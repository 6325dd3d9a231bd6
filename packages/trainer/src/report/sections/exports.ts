import { dataTable, markup, type Section } from '@detectory/report-page';
import { isVariantFigure, toVariantRows, variantColumns } from '../../quantise/to-variant-rows.js';
import type { RunPage } from '../run-page.js';

/** Sizes and precisions of the model side by side; nothing where there is one. */
export function exportsSection({ record: { exports } }: RunPage): Section[] {
  if (!exports) return [];
  const columns = variantColumns.map((title, column) => ({ title, isNumber: isVariantFigure(column) }));
  const body = markup`<p class="lede">Each exported file on all validation photos; the time is that of the machine that trained.</p>
${dataTable({ caption: 'Exported sizes and precisions', columns, rows: toVariantRows(exports) })}
${exports.refusals.map(({ reason }) => markup`<p>${reason}</p>`)}`;
  return [{ id: 'exports', title: 'Sizes and precisions', body }];
}
