import { availableParallelism } from 'node:os';
import type { OpenedModel } from '@detectory/inference-core';
import { createDetector, type Detector } from '@detectory/inference-core/onnx';
import { bundledWorkerFile } from './worker-file.js';

/** many: a worker for each core, for many photos. one: a single worker with all cores, which answers one photo soonest. */
export type DetectorUse = 'many' | 'one';

/** Uses a detector for as long as `use` takes. */
export async function withDetector<Result>(
  model: OpenedModel,
  purpose: DetectorUse,
  use: (detector: Detector, workers: number) => Promise<Result>,
): Promise<Result> {
  const cores = availableParallelism();
  const [workers, threadsPerWorker] = purpose === 'many' ? [cores, 1] : [1, cores];
  const workerFile = bundledWorkerFile();
  const detector = await createDetector(model, { workers, threadsPerWorker, ...(workerFile && { workerFile }) });
  try {
    return await use(detector, workers);
  } finally {
    await detector.close();
  }
}
