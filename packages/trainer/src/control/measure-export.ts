import { stat } from 'node:fs/promises';
import type { Evaluation } from '@detectory/inference-core/evaluation';
import { evaluateModel } from '../adapters/evaluation/evaluate-model.js';
import { measureLatency } from '../adapters/evaluation/measure-latency.js';
import type { LabelledPhotos } from '../adapters/evaluation/read-labelled-photos.js';
import { type ExportFile, openExport } from '../artefacts/open-export.js';
import type { ModelEvent } from '../engine/engine-event.js';
import type { ExportVariant } from '../quantise/export-variant.js';
import type { ReportProgress } from './progress-channel.js';

export interface MeasuredExport {
  readonly variant: ExportVariant;
  readonly evaluation: Evaluation;
}

/** What one exported file is worth on labelled photos, found by the server's own code, and how long it takes. */
export async function measureExport(
  model: ModelEvent,
  made: ExportFile,
  labelled: LabelledPhotos,
  report: ReportProgress,
): Promise<MeasuredExport> {
  const opened = openExport(model, made);
  const { precision, heightPx, widthPx, file } = made;
  const onProgress = (done: number, total: number) =>
    report({ event: 'evaluating', precision, heightPx, widthPx, done, total });
  const { evaluation } = await evaluateModel({ ...labelled, model: opened, onProgress });
  const { mAP50, mAP50_95 } = evaluation.yolov5;
  const variant = {
    precision,
    heightPx,
    widthPx,
    sizeBytes: (await stat(file)).size,
    mAP50_95,
    mAP50,
    latencyMs: await measureLatency(opened, labelled.photos),
  };
  return { variant, evaluation };
}
