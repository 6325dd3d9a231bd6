import type { RgbImage } from '@detectory/imaging';
import type { DetectionOptions } from '../../detection/detection.js';
import type { ModelExport, ModelManifest } from '../../model/model-manifest.js';

/** What a worker needs to load a model: plain data, so that it crosses a thread's or a process's boundary. */
export interface WorkerModel {
  readonly exports: readonly (ModelExport & { readonly path: string })[];
  readonly head: ModelManifest['head'];
  readonly classCount: number;
  readonly threads: number;
}

export interface InferenceTask {
  /** The bytes of an image file, or upright pixels. */
  readonly image: Uint8Array | RgbImage;
  readonly options: DetectionOptions;
  readonly classIndices?: readonly number[];
  readonly imageSizePx?: number;
  /** Whether a large JPEG may be decoded at a half, a quarter or an eighth of its size. */
  readonly scaledDecoding: boolean;
}

/** Milliseconds spent in each part of one detection, where it was done; decoding is 0 where the image came as pixels. */
export interface DetectionTimings {
  readonly decodeMs: number;
  readonly letterboxMs: number;
  readonly forwardMs: number;
}

export interface InferenceResult {
  /** Detection rows in the pixels of the chosen input. */
  readonly rows: Float32Array;
  readonly inputWidthPx: number;
  readonly inputHeightPx: number;
  /** Of the upright image. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timings: DetectionTimings;
}

export type WorkerWork =
  | { readonly kind: 'load'; readonly modelId: number; readonly model: WorkerModel }
  /** Without a model, of the decoder alone. */
  | { readonly kind: 'warm-up'; readonly modelId?: number }
  | { readonly kind: 'unload'; readonly modelId: number }
  | { readonly kind: 'run'; readonly modelId: number; readonly task: InferenceTask };

export type WorkerRequest = WorkerWork & { readonly id: number };

/** An error as plain data: the image's fault, or the model's. */
export type WorkerFailure =
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'unsupported'; readonly format: string; readonly hint: string }
  | { readonly kind: 'model'; readonly message: string };

export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly result?: InferenceResult }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: WorkerFailure };
