import { ModelInvalidError } from '../errors.js';
import { MODEL_MANIFEST_VERSION, type ModelManifest } from './model-manifest.js';
import { parseClassNames } from './parse-class-names.js';
import { type OnnxMetadata, readOnnxMetadata } from './read-onnx-metadata.js';

const float32 = 1;

/**
 * The manifest that a bare `.onnx` stands for: YOLOv5's and Ultralytics' exports carry class names and stride in their
 * metadata, and their output's shape tells the head.
 * @throws ModelInvalidError for other graphs, other precisions and dynamic sizes.
 */
export function describeBareOnnx(file: string, bytes: Uint8Array): ModelManifest {
  const metadata = readOnnxMetadata(bytes);
  const classNames = parseClassNames(metadata.properties.get('names') ?? '');
  if (!classNames)
    throw new ModelInvalidError(
      `${file} names no classes in its metadata, so it is not a YOLOv5 or Ultralytics export. ` +
        'Export it with YOLOv5 (`export.py --include onnx`), or import its .pt with `detectory-launch import`.',
    );
  const { heightPx, widthPx } = inputSize(file, metadata);
  const stridePx = Number(metadata.properties.get('stride') ?? 32);
  if (heightPx % stridePx !== 0 || widthPx % stridePx !== 0)
    throw new ModelInvalidError(
      `${file} takes ${heightPx} × ${widthPx} pixels; expected multiples of its stride, ${stridePx}. Export it at such a size.`,
    );
  return {
    formatVersion: MODEL_MANIFEST_VERSION,
    engine: { name: 'onnx', version: 'unknown' },
    classNames,
    stridePx,
    head: headOf(file, metadata, classNames.length),
    exports: [{ file, graph: 'raw', precision: 'fp32', inputLayout: 'nchw-float32-rgb', heightPx, widthPx }],
    thresholds: { confidence: 0.25, iou: 0.45, maxDetections: 300 },
    licences: { code: 'unknown', weights: 'unknown' },
    files: [],
  };
}

function inputSize(file: string, { inputs }: OnnxMetadata): { heightPx: number; widthPx: number } {
  const [input] = inputs;
  const [batch = 0, channels = 0, heightPx = 0, widthPx = 0] = input?.shape ?? [];
  if (input?.elementType !== float32 || batch !== 1 || channels !== 3 || !heightPx || !widthPx)
    throw new ModelInvalidError(
      `${file} takes ${describeShape(input?.shape)}; expected float32 1 × 3 × height × width. ` +
        'Export one image at a time, at a fixed size, in fp32 (without --half, --dynamic or --batch-size).',
    );
  return { heightPx, widthPx };
}

function headOf(file: string, { outputs }: OnnxMetadata, classes: number): ModelManifest['head'] {
  const [, second, third] = outputs[0]?.shape ?? [];
  if (third === 5 + classes) return 'anchor-grid';
  if (second === 4 + classes) return 'anchor-free';
  throw new ModelInvalidError(
    `${file} gives ${describeShape(outputs[0]?.shape)} for ${classes} classes; expected 1 × N × ${5 + classes} (YOLOv5) or ` +
      `1 × ${4 + classes} × N (later YOLOs). Segmentation and classification models are not served.`,
  );
}

function describeShape(shape: readonly number[] | undefined): string {
  return shape ? shape.map((side) => side || '?').join(' × ') : 'nothing';
}
