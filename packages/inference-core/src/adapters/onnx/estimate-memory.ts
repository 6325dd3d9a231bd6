import { stat } from 'node:fs/promises';
import { choosePrecision } from '../../model/choose-precision.js';
import type { OpenedModel } from '../../model/opened-model.js';

/**
 * Letterboxed bytes, planes of floats, a raw output, which the first model of a size brings for the later ones, and a share of the
 * working memory: measured, 17 to 30 at 640 × 640.
 */
const bytesPerInputPixel = 30;
/** ONNX Runtime keeps the weights, and copies of those of convolutions that it repacked. */
const weightCopies = 2;

/** What one export will hold resident in one worker, in bytes, before it is read. */
export function estimateExportBytes(fileBytes: number, inputPixels: number): number {
  return weightCopies * fileBytes + inputPixels * bytesPerInputPixel;
}

/** What a model will hold resident in so many workers, in bytes, judged by its files before any of them is read. */
export async function estimateMemoryBytes({ manifest, resolveFile }: OpenedModel, workers = 1): Promise<number> {
  const sizes = await Promise.all(
    choosePrecision(manifest.exports).map(async ({ file, heightPx, widthPx }) =>
      estimateExportBytes((await stat(resolveFile(file))).size, heightPx * widthPx),
    ),
  );
  return workers * sizes.reduce((sum, size) => sum + size, 0);
}
