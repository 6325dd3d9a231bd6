import { stat } from 'node:fs/promises';
import type { OpenedModel } from '../../model/opened-model.js';

/**
 * What a model will hold resident once it is loaded into one worker, in bytes, judged by its files before any of them is read: twice the
 * weights (ONNX Runtime repacks convolutions), and the input buffers and working memory of each size.
 */
export async function estimateMemoryBytes({ manifest, resolveFile }: OpenedModel, workers = 1): Promise<number> {
  const sizes = await Promise.all(
    manifest.exports.map(async ({ file, heightPx, widthPx }) => {
      const { size } = await stat(resolveFile(file));
      return 2 * size + heightPx * widthPx * bytesPerInputPixel;
    }),
  );
  return workers * sizes.reduce((sum, size) => sum + size, 0);
}

/** Letterboxed bytes, planes of floats, a raw output, and a share of the working memory: measured, 17 to 30 at 640 × 640. */
const bytesPerInputPixel = 30;
