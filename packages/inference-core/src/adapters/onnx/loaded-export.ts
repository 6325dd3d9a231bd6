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
import type { SharedBuffers } from './shared-buffers.js';

type ExportEntry = WorkerModel['exports'][number];
type RunOptions = Pick<InferenceTask, 'options' | 'classIndices'>;
type Head = Pick<WorkerModel, 'head' | 'classCount'>;

/** Where a model is loaded to: one worker. */
export interface LoadPlace {
  /** Whether the session keeps its working memory between images. */
  readonly ownArena: boolean;
  readonly buffers: SharedBuffers;
}

/** One fixed size of a model in ONNX Runtime, with the buffers that every image of any model of that size goes through. */
export class LoadedExport {
  readonly #session: InferenceSession;
  readonly #borrowed: string[] = [];
  readonly #letterbox: Letterbox;
  /** Raw exports take planes of floats. */
  readonly #planar: PlanarInput | undefined;
  readonly #rawOutput: Tensor | undefined;

  static async load(entry: ExportEntry, model: WorkerModel, place: LoadPlace): Promise<LoadedExport> {
    const needs = { threads: model.threads, ownArena: place.ownArena };
    const session = await InferenceSession.create(entry.path, sessionOptions(needs));
    assertGraphFits(session, entry, model);
    return new LoadedExport(entry, session, place.buffers);
  }

  private constructor(
    private readonly entry: ExportEntry,
    session: InferenceSession,
    private readonly buffers: SharedBuffers,
  ) {
    this.#session = session;
    const size = `${entry.heightPx}x${entry.widthPx}`;
    this.#letterbox = this.#borrow(`letterbox ${size}`, () => createLetterbox(entry));
    if (entry.graph === 'fused') return;
    this.#planar = this.#borrow(`planes ${size}`, () => createPlanarInput(entry.heightPx * entry.widthPx));
    const [output] = session.outputMetadata;
    if (output?.isTensor) this.#rawOutput = this.#borrowOutput(output.shape.map(Number));
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
    for (const kind of this.#borrowed.splice(0)) this.buffers.giveBack(kind);
    return this.#session.release();
  }

  #borrow<Kept>(kind: string, make: () => Kept): Kept {
    this.#borrowed.push(kind);
    return this.buffers.borrow(kind, make);
  }

  #borrowOutput(shape: readonly number[]): Tensor {
    const length = shape.reduce((all, side) => all * side, 1);
    return this.#borrow(`output ${shape.join('x')}`, () => new Tensor('float32', new Float32Array(length), shape));
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
