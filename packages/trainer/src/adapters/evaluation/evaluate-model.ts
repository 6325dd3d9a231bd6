import { readFile } from 'node:fs/promises';
import { type LabelRow } from '@detectory/dataset';
import { ImagingError } from '@detectory/imaging';
import type { OpenedModel, SizePx } from '@detectory/inference-core';
import {
  type EvaluatedPhoto,
  evaluateDetections,
  type Evaluation,
  type EvaluationOptions,
  type TruthBox,
} from '@detectory/inference-core/evaluation';
import { openModel } from '@detectory/inference-core/model-folder';
import type { Detector } from '@detectory/inference-core/onnx';
import { mapConcurrently } from '@detectory/storage';
import { isSingleClassOf } from '../../data/single-class.js';
import { DatasetUnusableError } from '../../errors.js';
import type { LabelledPhoto, LabelledPhotos } from './read-labelled-photos.js';
import { withDetector } from './with-detector.js';

export interface EvaluationRequest extends Omit<EvaluationOptions, 'classNames'>, LabelledPhotos {
  /** A model folder, a model.tar.gz or an .onnx file; or a model that is open already, and stays so. */
  readonly model: string | OpenedModel;
  /** What messages call the model; by default where it is. */
  readonly name?: string;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ModelEvaluation {
  readonly evaluation: Evaluation;
  /** In the order of the photos. */
  readonly evaluated: readonly (EvaluatedPhoto & SizePx)[];
  /** Above this IoU an endpoint takes two detections for one. */
  readonly servedIou: number;
}

/** YOLOv5's `val` asks its model with these. */
const asked = { confidence: 0.001, iou: 0.6, maxDetections: 300, multiLabel: true } as const;

/**
 * A model's detections on labelled photos, found as an endpoint finds them (the same decoding, letterbox and input size for each photo)
 * but down to confidence 0.001 and several classes a box, and what they are worth. For a model that was trained with single-cls
 * all classes of the labels are its one.
 * @throws DatasetUnusableError when model and labels differ in their classes, or a photo can't be read
 */
export async function evaluateModel(request: EvaluationRequest): Promise<ModelEvaluation> {
  const { model } = request;
  if (typeof model !== 'string') return evaluateOpened(model, request);
  const opened = await openModel(model);
  try {
    return await evaluateOpened(opened, { name: model, ...request });
  } finally {
    await opened.close();
  }
}

async function evaluateOpened(model: OpenedModel, given: EvaluationRequest): Promise<ModelEvaluation> {
  const request = { ...given, ...labelAsTrained(model, given) };
  const { photos, onProgress, signal } = request;
  const evaluated = await withDetector(model, 'many', (detector, workers) => {
    let done = 0;
    const work = async (photo: LabelledPhoto): Promise<EvaluatedPhoto & SizePx> => {
      const evaluated = await evaluatePhoto(detector, photo);
      onProgress?.(++done, photos.length);
      return evaluated;
    };
    return mapConcurrently(photos, work, { concurrency: 2 * workers, signal });
  });
  return {
    evaluated,
    evaluation: evaluateDetections(evaluated, request),
    servedIou: model.manifest.thresholds.iou,
  };
}

/**
 * The photos with their labels as the model has its classes.
 * @throws DatasetUnusableError when model and labels differ in these
 */
export function labelAsTrained(
  { manifest }: OpenedModel,
  { classNames, photos, name = 'The model' }: LabelledPhotos & Pick<EvaluationRequest, 'name'>,
): LabelledPhotos {
  if (!isSingleClassOf(manifest.classNames, classNames)) {
    assertSameClasses(name, manifest.classNames, classNames);
    return { classNames, photos };
  }
  const toOneClass = ([, ...box]: LabelRow): LabelRow => [0, ...box];
  return {
    classNames: manifest.classNames,
    photos: photos.map((photo) => ({ ...photo, rows: photo.rows.map(toOneClass) })),
  };
}

async function evaluatePhoto(detector: Detector, { path, rows }: LabelledPhoto): Promise<EvaluatedPhoto & SizePx> {
  const found = await detector.detect(await readFile(path), asked).catch((cause: unknown) => {
    if (!(cause instanceof ImagingError)) throw cause;
    throw new DatasetUnusableError(`${path}: ${cause.message}`, { cause });
  });
  const { detections, widthPx, heightPx } = found;
  return { widthPx, heightPx, truths: rows.map((row) => toTruth(row, widthPx, heightPx)), detections };
}

/** Clipped to the photo, as YOLOv5 clips both labels and detections. */
function toTruth([classIndex, x, y, width, height]: LabelRow, widthPx: number, heightPx: number): TruthBox {
  const clip = (share: number, side: number): number => Math.min(side, Math.max(0, share * side));
  return {
    classIndex,
    xmin: clip(x - width / 2, widthPx),
    ymin: clip(y - height / 2, heightPx),
    xmax: clip(x + width / 2, widthPx),
    ymax: clip(y + height / 2, heightPx),
  };
}

function assertSameClasses(model: string, known: readonly string[], classNames: readonly string[]): void {
  const at = Array.from({ length: Math.max(known.length, classNames.length) }).findIndex(
    (_, i) => known[i] !== classNames[i],
  );
  if (at < 0) return;
  const name = (list: readonly string[]): string => (at in list ? `"${list[at] ?? ''}"` : 'no such class');
  throw new DatasetUnusableError(
    `${model} knows ${known.length} classes, the dataset has ${classNames.length}; they first differ at class ${at}: ` +
      `${name(known)} in the model, ${name(classNames)} in the dataset. Both must name the same classes in the same order: ` +
      "build the dataset with detectory-prep build --labels and the model's list.",
  );
}
