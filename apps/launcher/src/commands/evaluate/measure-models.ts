import type { OpenedModel } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';
import { createProgress } from '@detectory/terminal';
import {
  evaluateModel,
  labelAsTrained,
  type LabelledPhotos,
  type ModelEvaluation,
} from '@detectory/trainer/evaluation';
import { assertComparable } from './assert-comparable.js';
import { withModelHere } from './with-model-here.js';

export interface MeasureRequest extends LabelledPhotos {
  readonly confidence: number;
  readonly iou: number;
  readonly signal: AbortSignal;
}

interface NamedModel {
  readonly name: string;
  readonly model: OpenedModel;
}

export type MeasuredModel = ModelEvaluation & Pick<NamedModel, 'name'>;
type OneOrTwo<Each> = readonly [Each] | readonly [Each, Each];

/**
 * Measures a model, and a second one beside it. Both are opened, and their classes looked at, before the first is measured: that
 * may take long.
 * @throws StorageError, ModelNotFoundError, ModelInvalidError, DatasetUnusableError
 */
export function measureModels(
  first: string,
  second: string | undefined,
  request: MeasureRequest,
): Promise<OneOrTwo<MeasuredModel>> {
  return withOpenModel(first, (a) =>
    second === undefined ? measureAll([a], request) : withOpenModel(second, (b) => measureAll([a, b], request)),
  );
}

function withOpenModel<Result>(name: string, work: (model: NamedModel) => Promise<Result>): Promise<Result> {
  return withModelHere(name, async (path) => {
    const model = await openModel(path);
    try {
      return await work({ name, model });
    } finally {
      await model.close();
    }
  });
}

async function measureAll(models: OneOrTwo<NamedModel>, request: MeasureRequest): Promise<OneOrTwo<MeasuredModel>> {
  for (const { name, model } of models) labelAsTrained(model, { ...request, name });
  const [first, second] = models;
  if (second) assertComparable(first, second);
  const measured = await measure(first, request);
  return second ? [measured, await measure(second, request)] : [measured];
}

async function measure({ name, model }: NamedModel, request: MeasureRequest): Promise<MeasuredModel> {
  const progress = createProgress({ label: `Evaluating ${name}`, total: request.photos.length, unit: 'photos' });
  const onProgress = (done: number): void => progress.update(done);
  const measured = await evaluateModel({ ...request, model, name, onProgress });
  progress.finish();
  return { ...measured, name };
}
