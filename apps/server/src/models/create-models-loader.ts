import { InferenceError, ModelNotFoundError, ModelStorageError, WorkerEndedError } from '@detectory/inference-core';
import { UserCodeError } from '@detectory/endpoint-handler/user-code';
import {
  ModelDiskFullError,
  type ModelLoader,
  ModelUnusableError,
  ModelUrlNotFoundError,
} from '@detectory/endpoint-handler/hosting';
import { confineModelUrl } from './confine-model-url.js';
import { estimateModelBytes } from './estimate-model-bytes.js';
import { findModel } from './find-model.js';
import { openHostedModel, type OpenHostedModelOptions } from './open-hosted-model.js';

/**
 * Loads models from below one folder, and from nowhere else.
 * @param workers each of which holds a copy of every model
 */
export function createModelsLoader(
  modelsFolder: string,
  workers: number,
  options: OpenHostedModelOptions,
): ModelLoader {
  return {
    async locate(url) {
      const path = await confineModelUrl(url, modelsFolder);
      return { estimatedBytes: await estimateModelBytes(path, workers) };
    },
    async open(url) {
      try {
        return await openHostedModel(await confineModelUrl(url, modelsFolder), options);
      } catch (error) {
        throw toLoadError(error, url);
      }
    },
    find: (name) => findModel(modelsFolder, name),
  };
}

/** What is wrong with a model is the caller's to mend. */
function toLoadError(error: unknown, url: string): unknown {
  // A worker that died meanwhile says nothing about the model: 503, and the platform tries again.
  if (error instanceof WorkerEndedError) return error;
  if (error instanceof ModelStorageError)
    return error.isFull ? new ModelDiskFullError(error.message, { cause: error }) : error;
  if (error instanceof ModelNotFoundError) return new ModelUrlNotFoundError(url);
  if (error instanceof InferenceError || error instanceof UserCodeError)
    return new ModelUnusableError(error.message, { cause: error });
  return error;
}
