import { MODEL_MANIFEST_VERSION, type ModelManifest } from '@detectory/inference-core';
import type { EvaluatedModel } from '../engine/engine.js';
import type { ModelEvent } from '../engine/engine-event.js';
import type { Parity } from '../engine/judge-parity.js';
import type { ExportSize } from '../options/parse-export-sizes.js';

export interface ModelFacts {
  readonly engine: { readonly name: string; readonly licence: string };
  readonly model: ModelEvent;
  readonly outputs: readonly (ExportSize & { readonly file: string })[];
  readonly parity: Parity;
  /** Of the exported default size on a split; undefined where there was no data. */
  readonly metrics?: { readonly split: string; readonly figures: EvaluatedModel } | undefined;
  readonly datasetSha256?: string | undefined;
  readonly files: ModelManifest['files'];
}

/** model.json's content. Thresholds are YOLOv5's own defaults. */
export function toModelManifest({
  engine,
  model,
  outputs,
  parity,
  metrics,
  datasetSha256,
  files,
}: ModelFacts): ModelManifest {
  return {
    formatVersion: MODEL_MANIFEST_VERSION,
    engine: { name: engine.name, version: model.engineVersion },
    classNames: [...model.classNames],
    stridePx: model.stridePx,
    head: model.head,
    exports: outputs.map(({ file, heightPx, widthPx }) => ({
      file,
      graph: 'fused',
      precision: 'fp32',
      inputLayout: 'nhwc-uint8-rgb',
      heightPx,
      widthPx,
    })),
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
    ...(metrics ? { metrics: toMetrics(metrics.split, metrics.figures) } : {}),
    parity,
    ...(datasetSha256 ? { dataset: { sha256: datasetSha256 } } : {}),
    licences: { code: 'Apache-2.0', weights: engine.licence },
    files,
  };
}

function toMetrics(
  split: string,
  { images, boxes, precision, recall, mAP50, mAP50_95 }: EvaluatedModel,
): NonNullable<ModelManifest['metrics']> {
  return { split, images, boxes, precision, recall, mAP50, mAP50_95 };
}
