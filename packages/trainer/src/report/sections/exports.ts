import { dataTable, markup, type Section } from '@detectory/report-page';
import { formatSize } from '@detectory/terminal';
import { dropOf } from '../../quantise/refuse-variants.js';
import type { RunPage } from '../run-page.js';
import { formatFigure } from './accuracy.js';

/** Sizes and precisions of the model side by side; nothing where there is one. */
export function exportsSection({ record: { exports } }: RunPage): Section[] {
  if (!exports) return [];
  const { variants, refusals, served } = exports;
  const rows = variants.map((variant) => {
    const { precision, heightPx, widthPx, mAP50_95, mAP50, sizeBytes, latencyMs } = variant;
    const drop = dropOf(variant, variants);
    const isRefused = refusals.some((refusal) => refusal.precision === precision);
    const fate = precision === served ? 'served' : '';
    return [
      precision,
      `${heightPx}x${widthPx}`,
      formatFigure(mAP50_95),
      drop === undefined ? '' : (-drop).toFixed(3),
      formatFigure(mAP50),
      formatSize(sizeBytes),
      `${latencyMs.toFixed(1)} ms`,
      isRefused ? 'refused' : fate,
    ];
  });
  const figures = ['mAP50-95', 'against fp32', 'mAP50', 'file', 'a photo'].map((title) => ({ title, isNumber: true }));
  const body = markup`<p class="lede">Each exported file on all validation photos; the time is that of the machine that trained.</p>
${dataTable({ caption: 'Exported sizes and precisions', columns: [{ title: 'precision' }, { title: 'size px' }, ...figures, { title: '' }], rows })}
${refusals.map(({ reason }) => markup`<p>${reason}</p>`)}`;
  return [{ id: 'exports', title: 'Sizes and precisions', body }];
}
