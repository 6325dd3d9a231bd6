import type { RgbImage } from '@detectory/imaging';
import { decodeImage, type DecodedImage } from '@detectory/imaging/sharp';
import { chooseExport } from '../../model/choose-export.js';
import type { DetectionOptions } from '../../detection/detection.js';
import type { InferenceResult, InferenceTask, WorkerModel } from './inference-task.js';
import { LoadedExport } from './loaded-export.js';
import { SharedBuffers } from './shared-buffers.js';
import { decodeWarmUpPhoto } from './warm-up-photo.js';

interface LoadedModel extends Pick<WorkerModel, 'head' | 'classCount'> {
  readonly exports: readonly LoadedExport[];
}

/**
 * So many models keep their working memory between images; the others ask the C library for it each time, which takes 40% longer
 * and half the memory.
 */
const modelsWithArena = 4;

/** What is found in nothing doesn't matter. */
const warmUpOptions: DetectionOptions = { confidence: 1, iou: 0.45, maxDetections: 1, multiLabel: false };

/**
 * The models of one worker. Images are decoded by libuv's threads while another image is in the model; in the model it is
 * one image at a time, so that each buffer serves all models.
 */
export class ModelRunner {
  readonly #models = new Map<number, LoadedModel>();
  readonly #buffers = new SharedBuffers();
  #lastTurn: Promise<unknown> = Promise.resolve();

  async load(modelId: number, model: WorkerModel): Promise<void> {
    const exports: LoadedExport[] = [];
    const place = { ownArena: this.#models.size < modelsWithArena, buffers: this.#buffers };
    for (const entry of model.exports) exports.push(await LoadedExport.load(entry, model, place));
    this.#models.set(modelId, { ...model, exports });
  }

  /** Decodes a photo, so that the decoder is loaded, and passes it through each size of the model, if one is named. */
  async warmUp(modelId?: number): Promise<void> {
    const photo = await decodeWarmUpPhoto();
    const model = modelId === undefined ? undefined : this.#models.get(modelId);
    if (model) await this.#inTurn(() => passThroughAll(model, photo));
  }

  /** Settles when the model's memory is given back; images that came before are answered first. */
  async unload(modelId: number): Promise<void> {
    const model = this.#models.get(modelId);
    this.#models.delete(modelId);
    await this.#inTurn(() => Promise.all(model?.exports.map((entry) => entry.release()) ?? []));
  }

  async run(modelId: number, task: InferenceTask): Promise<InferenceResult> {
    const model = this.#models.get(modelId);
    if (!model) throw new Error('The model was closed.');
    const startedAt = performance.now();
    const image = await decode(task, model);
    const decodeMs = task.image instanceof Uint8Array ? performance.now() - startedAt : 0;
    return this.#inTurn(() => detect(model, image, task, decodeMs));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

async function decode({ image, scaledDecoding }: InferenceTask, { exports }: LoadedModel): Promise<DecodedImage> {
  if (!(image instanceof Uint8Array)) return { ...image, fullWidthPx: image.widthPx, fullHeightPx: image.heightPx };
  if (!scaledDecoding) return decodeImage(image);
  const side = Math.max(...exports.map(({ widthPx, heightPx }) => Math.max(widthPx, heightPx)));
  return decodeImage(image, { leastSidePx: 2 * side });
}

async function detect(
  { exports, head, classCount }: LoadedModel,
  image: DecodedImage,
  task: InferenceTask,
  decodeMs: number,
): Promise<InferenceResult> {
  const chosen = chooseExport(exports, full(image), task.imageSizePx);
  if (!chosen) throw new Error('The model has no exports.');
  const startedAt = performance.now();
  chosen.take(image);
  const letterboxedAt = performance.now();
  const rows = await chosen.run(task, { head, classCount });
  const timings = {
    decodeMs,
    letterboxMs: letterboxedAt - startedAt,
    forwardMs: performance.now() - letterboxedAt,
  };
  return { rows, inputWidthPx: chosen.widthPx, inputHeightPx: chosen.heightPx, ...full(image), timings };
}

async function passThroughAll({ exports, ...head }: LoadedModel, photo: DecodedImage): Promise<void> {
  for (const entry of exports) {
    entry.take(photo);
    await entry.run({ options: warmUpOptions }, head);
  }
}

function full(image: DecodedImage): Pick<RgbImage, 'widthPx' | 'heightPx'> {
  return { widthPx: image.fullWidthPx, heightPx: image.fullHeightPx };
}
