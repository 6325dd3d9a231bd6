import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeRawOutput } from '../../detection/decode-raw-output.js';
import type { DetectionOptions, DetectionRows } from '../../detection/detection.js';
import { keepClasses } from '../../detection/keep-classes.js';
import { maxCandidates } from '../../detection/kernels/suppress.js';
import { toPlanarFloat } from '../../letterbox/kernels/to-planar-float.js';
import { letterbox } from '../../letterbox/letterbox.js';
import { chooseExport } from '../../model/choose-export.js';
import type { InferenceResult, InferenceTask, WorkerModel } from './inference-task.js';

type LoadedExport = WorkerModel['exports'][number] & { readonly session: InferenceSession };

export type RunTask = (task: InferenceTask) => Promise<InferenceResult>;

/** Loads every fixed size of a model into this thread; answers the function that runs an image through the one that suits it. */
export async function loadRuntimeModel(model: WorkerModel): Promise<RunTask> {
  const loaded = await Promise.all(model.exports.map((entry) => loadExport(entry, model.threads)));
  return async (task) => {
    const chosen = chooseExport(loaded, task, task.imageSizePx);
    if (!chosen) throw new Error('The model has no exports.');
    const startedAt = performance.now();
    const input = letterbox(task, chosen);
    const letterboxedAt = performance.now();
    const rows = await runTask(chosen, input, task, model);
    return {
      rows,
      inputWidthPx: chosen.widthPx,
      inputHeightPx: chosen.heightPx,
      timings: { letterboxMs: letterboxedAt - startedAt, forwardMs: performance.now() - letterboxedAt },
    };
  };
}

async function loadExport(entry: WorkerModel['exports'][number], threads: number): Promise<LoadedExport> {
  const session = await InferenceSession.create(entry.path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  return { ...entry, session };
}

/** Suppression is class by class, so a choice of classes after it equals one before; the maximum counts what is left. */
async function runTask(
  chosen: LoadedExport,
  input: Uint8Array,
  { options, classIndices }: InferenceTask,
  model: WorkerModel,
): Promise<DetectionRows> {
  if (!classIndices) return runExport(chosen, input, options, model);
  const all = await runExport(chosen, input, { ...options, maxDetections: maxCandidates }, model);
  return keepClasses(all, classIndices, options.maxDetections);
}

function runExport(
  chosen: LoadedExport,
  input: Uint8Array,
  options: DetectionOptions,
  model: WorkerModel,
): Promise<DetectionRows> {
  return chosen.graph === 'fused' ? runFused(chosen, input, options) : runRaw(chosen, input, options, model);
}

/** The graph's contract stands in docs/formats/model-json.md. */
async function runFused(
  { session, heightPx, widthPx }: LoadedExport,
  input: Uint8Array,
  options: DetectionOptions,
): Promise<DetectionRows> {
  const { detections } = await session.run({
    images: new Tensor('uint8', input, [1, heightPx, widthPx, 3]),
    confidence: new Tensor('float32', [options.confidence], []),
    iou: new Tensor('float32', [options.iou], []),
    max_detections: new Tensor('int64', [BigInt(options.maxDetections)], []),
    multi_label: new Tensor('bool', [options.multiLabel], []),
  });
  return toFloats(detections);
}

async function runRaw(
  { session, heightPx, widthPx }: LoadedExport,
  input: Uint8Array,
  options: DetectionOptions,
  { head, classCount }: WorkerModel,
): Promise<DetectionRows> {
  const [inputName = ''] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  const images = new Tensor('float32', toPlanarFloat(input, heightPx * widthPx), [1, 3, heightPx, widthPx]);
  // Only the first output: YOLOv5 7.0.14 leaves its training outputs in the graph.
  const outputs = await session.run({ [inputName]: images }, [outputName]);
  return decodeRawOutput(toFloats(outputs[outputName]), head, classCount, options);
}

function toFloats(tensor: { readonly data: unknown } | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error("The model's first output is not float32.");
}
