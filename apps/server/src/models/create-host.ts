import {
  createMultiModelHost,
  createSingleModelHost,
  type LoadedModel,
  type ModelEvent,
  type MultiModelHost,
  type SingleModelHost,
} from '@detectory/endpoint-handler/hosting';
import { UserCodeError } from '@detectory/endpoint-handler/user-code';
import { ModelCodeFailedError } from '../errors.js';
import type { Settings } from '../settings/settings.js';
import { assertModelsFolder } from './assert-models-folder.js';
import { createMemoryMeter } from './memory-meter.js';
import { createModelsLoader } from './create-models-loader.js';
import { openHostedModel, type OpenHostedModelOptions } from './open-hosted-model.js';

/** The host of one model or of many, and how it starts. */
export interface ServedHost {
  readonly host: SingleModelHost | MultiModelHost;
  /** Settles when requests can be answered. */
  start(): Promise<void>;
}

/** The name that the seed's client uses in /models/model/invoke. */
const singleModelName = 'model';

export function createHost(
  settings: Settings,
  options: OpenHostedModelOptions,
  onEvent: (event: ModelEvent) => void,
): ServedHost {
  const { models, isMultiModel } = settings;
  if (models !== undefined) {
    const host = createMultiModelHost({
      loader: createModelsLoader(models, settings.workers, options),
      memory: createMemoryMeter(settings.memoryBudgetMb),
      loading: isMultiModel ? 'by-request' : 'on-demand',
      isFailed: options.inference.isFailed,
      onEvent,
    });
    // SageMaker lays models out when it asks for them.
    return { host, start: () => (isMultiModel ? Promise.resolve() : assertModelsFolder(models)) };
  }
  const model = { modelName: singleModelName, modelUrl: settings.model };
  const host = createSingleModelHost({
    ...model,
    isFailed: options.inference.isFailed,
    open: () => openOnlyModel(settings.model, options),
  });
  return { host, start: () => host.start() };
}

/** Of many models one may be bad; a server whose only model can't start ends, and not as if its flags were wrong. */
async function openOnlyModel(location: string, options: OpenHostedModelOptions): Promise<LoadedModel> {
  try {
    return await openHostedModel(location, options);
  } catch (error) {
    throw error instanceof UserCodeError ? new ModelCodeFailedError(error) : error;
  }
}
