import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelManifest } from '../model/model-manifest.js';
import { buildOnnx } from './build-onnx.js';

/** A folder that the caller removes. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'detectory-test-'));
}

/** Raw YOLOv5 rows for two classes: centre x, y, width, height, objectness, one score a class. */
export function rawYolov5Onnx(rows: readonly (readonly number[])[], sizePx = 64): Uint8Array {
  return buildOnnx({
    inputs: [{ name: 'images', elementType: 1, shape: [1, 3, sizePx, sizePx] }],
    output: { name: 'output0', shape: [1, rows.length, 7], values: rows.flat() },
    metadata: { names: "{0: 'drill', 1: 'hammer'}", stride: '32' },
  });
}

/** A fused export that always finds the same rows: x1, y1, x2, y2, confidence, class. */
export function fusedOnnx(rows: readonly (readonly number[])[], sizePx = 64): Uint8Array {
  return buildOnnx({
    inputs: [
      { name: 'images', elementType: 2, shape: [1, sizePx, sizePx, 3] },
      { name: 'confidence', elementType: 1, shape: [] },
      { name: 'iou', elementType: 1, shape: [] },
      { name: 'max_detections', elementType: 7, shape: [] },
      { name: 'multi_label', elementType: 9, shape: [] },
    ],
    output: { name: 'detections', shape: [rows.length, 6], values: rows.flat() },
  });
}

export function fusedManifest(sizePx = 64): ModelManifest {
  return {
    formatVersion: 1,
    engine: { name: 'yolov5', version: '7.0.14' },
    classNames: ['drill', 'hammer'],
    stridePx: 32,
    head: 'anchor-grid',
    exports: [
      {
        file: 'model.onnx',
        graph: 'fused',
        precision: 'fp32',
        inputLayout: 'nhwc-uint8-rgb',
        heightPx: sizePx,
        widthPx: sizePx,
      },
    ],
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
    licences: { code: 'Apache-2.0', weights: 'AGPL-3.0' },
    files: [],
  };
}

/** Writes a model folder as `detectory-launch train` leaves it. */
export async function writeFusedModel(folder: string, rows: readonly (readonly number[])[]): Promise<string> {
  await writeFile(join(folder, 'model.onnx'), fusedOnnx(rows));
  await writeFile(join(folder, 'model.json'), JSON.stringify(fusedManifest()));
  return folder;
}
