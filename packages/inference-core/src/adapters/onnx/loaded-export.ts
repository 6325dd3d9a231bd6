import type { RgbImage } from '@detectory/imaging';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeRawOutput } from '../../detection/decode-raw-output.js';
import type { DetectionOptions, DetectionRows } from '../../detection/detection.js';
import { keepClasses } from '../../detection/keep-classes.js';
import { maxCandidates } from '../../detection/kernels/suppress.js';
import { createPlanarInput, type PlanarInput } from '../../letterbox/kernels/to-planar-float.js';
import { createLetterbox, type Letterbox } from '../../letterbox/letterbox.js';
import { assertGraphFits } from './assert-graph-fits.js';
import type { InferenceTask, WorkerModel } from './inference-task.js';
import { sessionOptions } from './session-options.js';

type ExportEntry = WorkerModel['exports'][number];
type RunOptions = Pick<InferenceTask, 'options' | 'classIndices'>;
type Head = Pick<WorkerModel, 'head' | 'classCount'>;

/** One fixed size of a model in ONNX Runtime, with the buffers that every image goes through. */
export class LoadedExport {
  readonly #session: InferenceSession;
  readonly #letterbox: Letterbox;
  /** Raw exports take planes of floats. */
  readonly #planar: PlanarInput | undefined;
  readonly #rawOutput: Tensor | undefined;

  static async load(entry: ExportEntry, model: WorkerModel, ownArena: boolean): Promise<LoadedExport> {
    const needs = { threads: model.threads, ownArena };
    const session = await InferenceSession.create(entry.path, sessionOptions(needs));
    assertGraphFits(session, entry, model);
    return new LoadedExport(entry, session);
  }

  private constructor(
    private readonly entry: ExportEntry,
    session: InferenceSession,
  ) {
    this.#session = session;
    this.#letterbox = createLetterbox(entry);
    if (entry.graph === 'fused') return;
    this.#planar = createPlanarInput(entry.heightPx * entry.widthPx);
    const [output] = session.outputMetadata;
    if (!output?.isTensor) return;
    const shape = output.shape.map(Number);
    this.#rawOutput = new Tensor('float32', new Float32Array(shape.reduce((all, side) => all * side, 1)), shape);
  }

  get widthPx(): number {
    return this.entry.widthPx;
  }

  get heightPx(): number {
    return this.entry.heightPx;
  }

  /** Puts an image into the input buffer. */
  take(image: RgbImage): void {
    this.#letterbox.take(image);
    this.#planar?.take(this.#letterbox.pixels);
  }

  /** Detections of the image that was taken. Suppression is class by class: a choice of classes after it equals one before. */
  async run({ options, classIndices }: RunOptions, head: Head): Promise<DetectionRows> {
    if (!classIndices) return this.#runGraph(options, head);
    const all = await this.#runGraph({ ...options, maxDetections: maxCandidates }, head);
    return keepClasses(all, classIndices, options.maxDetections);
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  #runGraph(options: DetectionOptions, head: Head): Promise<DetectionRows> {
    return this.#planar ? this.#runRaw(this.#planar.planes, options, head) : this.#runFused(options);
  }

  /** The graph's contract stands in docs/formats/model-json.md. */
  async #runFused(options: DetectionOptions): Promise<DetectionRows> {
    const { detections } = await this.#session.run({
      images: new Tensor('uint8', this.#letterbox.pixels, [1, this.heightPx, this.widthPx, 3]),
      confidence: new Tensor('float32', [options.confidence], []),
      iou: new Tensor('float32', [options.iou], []),
      max_detections: new Tensor('int64', [BigInt(options.maxDetections)], []),
      multi_label: new Tensor('bool', [options.multiLabel], []),
    });
    // ONNX Runtime's output memory is its own.
    return toFloats(detections).slice();
  }

  async #runRaw(planes: Float32Array, options: DetectionOptions, { head, classCount }: Head): Promise<DetectionRows> {
    const [inputName = ''] = this.#session.inputNames;
    const [outputName = ''] = this.#session.outputNames;
    const images = new Tensor('float32', planes, [1, 3, this.heightPx, this.widthPx]);
    // Only the first output: YOLOv5 7.0.14 leaves its training outputs in the graph. It goes into memory of ours.
    const outputs = await this.#session.run({ [inputName]: images }, { [outputName]: this.#rawOutput ?? null });
    return decodeRawOutput(toFloats(outputs[outputName]), head, classCount, options);
  }
}

function toFloats(tensor: { readonly data: unknown } | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error("The model's first output is not float32.");
}
