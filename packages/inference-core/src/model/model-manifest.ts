import { z } from 'zod';
import { ModelInvalidError } from '../errors.js';

export const MODEL_MANIFEST_VERSION = 1;

const fixedSizePx = z.int().positive().multipleOf(32);
const precision = z.enum(['fp32', 'fp16', 'int8']);
const share = z.number().min(0).max(1);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a sha256 in hex');
const pathInside = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/, 'expected a relative path inside of the archive');

const modelExport = z.object({
  file: pathInside.describe('The ONNX file, relative to model.json.'),
  graph: z
    .enum(['fused', 'raw'])
    .describe('fused: decodes and suppresses (NMS) in the graph; raw: as YOLOv5 exports it.'),
  precision,
  inputLayout: z.enum(['nhwc-uint8-rgb', 'nchw-float32-rgb']),
  heightPx: fixedSizePx,
  widthPx: fixedSizePx,
});

/** The source of model.json's wire type; `schema/model.schema.json` is generated from it. */
export const modelManifestSchema = z
  .object({
    formatVersion: z.literal(MODEL_MANIFEST_VERSION),
    engine: z.object({ name: z.string(), version: z.string() }),
    classNames: z.array(z.string()).min(1).describe('In the order of their indices.'),
    stridePx: z.int().positive(),
    head: z.enum(['anchor-grid', 'anchor-free']).describe('anchor-grid for YOLOv5, anchor-free for later YOLOs.'),
    exports: z
      .array(modelExport)
      .min(1)
      .describe('One for each fixed input size and precision; the first is the default, and its precision is served.'),
    thresholds: z.object({ confidence: share, iou: share, maxDetections: z.int().positive() }),
    metrics: z
      .object({
        split: z.string(),
        images: z.int().nonnegative(),
        boxes: z.int().nonnegative(),
        precision: share,
        recall: share,
        mAP50: share,
        mAP50_95: share,
      })
      .optional()
      .describe('Of the exported ONNX, not of its parent.'),
    variants: z
      .array(
        z.object({
          precision,
          heightPx: fixedSizePx,
          widthPx: fixedSizePx,
          sizeBytes: z.int().positive(),
          mAP50: share,
          mAP50_95: share,
          isRefused: z.boolean(),
        }),
      )
      .optional()
      .describe(
        'What else was made of the checkpoint, on the same split: sizes and precisions, and whether it lost too much.',
      ),
    parity: z
      .object({ images: z.int().nonnegative(), detections: z.int().nonnegative(), agreement: share })
      .optional()
      .describe('How well the export agrees with its PyTorch parent.'),
    dataset: z.object({ sha256 }).optional(),
    licences: z.object({ code: z.string(), weights: z.string() }),
    files: z.array(z.object({ path: pathInside, sizeBytes: z.int().nonnegative(), sha256 })),
  })
  .describe("Detectory's model.json: what stands beside the exported detector in model.tar.gz.");

export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type ModelExport = ModelManifest['exports'][number];

/**
 * Checks a parsed model.json. Unknown keys are kept out, so that a newer writer's additions don't hurt.
 * @throws ModelInvalidError that names each wrong field.
 */
export function parseModelManifest(json: unknown): ModelManifest {
  assertKnownVersion(json);
  const result = modelManifestSchema.safeParse(json);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the document'}: ${issue.message}`);
  throw new ModelInvalidError(
    `model.json is not valid: ${problems.slice(0, 5).join('; ')}. Train or import the model again, or correct these fields.`,
  );
}

function assertKnownVersion(json: unknown): void {
  if (typeof json !== 'object' || json === null || !('formatVersion' in json)) return;
  if (typeof json.formatVersion === 'number' && json.formatVersion > MODEL_MANIFEST_VERSION)
    throw new ModelInvalidError(
      `model.json has format version ${json.formatVersion}; this server reads up to ${MODEL_MANIFEST_VERSION}. Update Detectory.`,
    );
}
