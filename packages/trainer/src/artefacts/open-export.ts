import {
  MODEL_MANIFEST_VERSION,
  type ModelExport,
  type ModelManifest,
  type OpenedModel,
} from '@detectory/inference-core';
import type { ModelEvent } from '../engine/engine-event.js';
import type { ExportSize } from '../options/parse-export-sizes.js';
import type { Precision } from '../quantise/precision.js';

/** One exported file on its way into a model. */
export interface ExportFile extends ExportSize {
  /** Absolute. */
  readonly file: string;
  readonly precision: Precision;
}

/** Exports as a model that can be asked before there is a model.json. */
export function openExport(model: ModelEvent, { file, ...entry }: ExportFile): OpenedModel {
  const name = 'model.onnx';
  return {
    manifest: {
      ...describeModel(model),
      exports: [toModelExport({ ...entry, file: name })],
      licences: unknown,
      files: [],
    },
    resolveFile: () => file,
    close: () => Promise.resolve(),
  };
}

const unknown = { code: 'unknown', weights: 'unknown' };

/** What model.json says of a checkpoint, whatever it was exported to. Thresholds are YOLOv5's own defaults. */
export function describeModel(
  model: ModelEvent,
): Pick<ModelManifest, 'formatVersion' | 'engine' | 'classNames' | 'stridePx' | 'head' | 'thresholds'> {
  return {
    formatVersion: MODEL_MANIFEST_VERSION,
    engine: { name: model.engine, version: model.engineVersion },
    classNames: [...model.classNames],
    stridePx: model.stridePx,
    head: model.head,
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
  };
}

/** @param entry its file as model.json names it */
export function toModelExport({ file, precision, heightPx, widthPx }: ExportFile): ModelExport {
  return { file, graph: 'fused', precision, inputLayout: 'nhwc-uint8-rgb', heightPx, widthPx };
}
