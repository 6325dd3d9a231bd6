import { formatSize, formatTable } from '@detectory/terminal';
import type { ComparedVariants } from './export-variant.js';
import { dropOf } from './refuse-variants.js';

/** What each exported file is worth: accuracy, size and time, and what is served and what refused. */
export function formatVariants({ variants, refusals, served }: ComparedVariants): string {
  const rows = variants.map((variant) => {
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
  return formatTable([['precision', 'size px', 'mAP50-95', 'against fp32', 'mAP50', 'file', 'a photo', ''], ...rows], {
    align: ['left', 'left', ...new Array<'right'>(5).fill('right')],
  });
}
