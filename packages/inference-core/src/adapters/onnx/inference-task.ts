import type { DetectionOptions } from '../../detection/detection.js';
import type { ModelExport, ModelManifest } from '../../model/model-manifest.js';

/** What a worker needs to load a model: plain data, so that it crosses a thread boundary. */
export interface WorkerModel {
  readonly exports: readonly (ModelExport & { readonly path: string })[];
  readonly head: ModelManifest['head'];
  readonly classCount: number;
  readonly threads: number;
}

export interface InferenceTask {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly options: DetectionOptions;
  readonly classIndices?: readonly number[];
  readonly imageSizePx?: number;
}

/** Milliseconds spent in each part of one detection, on the thread that did it. */
export interface InferenceTimings {
  readonly letterboxMs: number;
  readonly forwardMs: number;
}

export interface InferenceResult {
  /** Detection rows in the pixels of the chosen input. */
  readonly rows: Float32Array;
  readonly inputWidthPx: number;
  readonly inputHeightPx: number;
  readonly timings: InferenceTimings;
}

export type WorkerRequest = { readonly id: number; readonly task: InferenceTask };
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly result: InferenceResult }
  | { readonly kind: 'error'; readonly id: number | undefined; readonly message: string };
