import { parseExportSizes } from '../options/parse-export-sizes.js';
import type { ModelExportRequest } from './export-model.js';
import { calibrationPhotos } from './make-variants.js';

/** What is exported and measured, as a request has it. */
export type MeasuredWork = Pick<ModelExportRequest, 'exportSizes' | 'precisions'> & { readonly photos: number };

/** A slow core takes this long for a photo at 640 pixels; an export itself, compared with its parent, up to half a minute. */
const photoMs = 150;
const exportMs = 30_000;
const usualPixels = 640 * 640;

/**
 * Whether a stop leaves time to measure all that is exported. Every size is a file of its own, and so is every precision of it; all
 * are measured on every photo, fp32 too, and int8 looks at its calibration's first.
 */
export function fitsMeasurement({ exportSizes, precisions, photos }: MeasuredWork, remainingMs: number): boolean {
  const measured = photos * new Set([...precisions, 'fp32']).size;
  const calibrated = precisions.includes('int8') ? calibrationPhotos : 0;
  const needed = parseExportSizes(exportSizes).map(
    ({ heightPx, widthPx }) => exportMs + ((heightPx * widthPx) / usualPixels) * photoMs * (measured + calibrated),
  );
  return needed.reduce((sum, ms) => sum + ms, 0) < remainingMs;
}
