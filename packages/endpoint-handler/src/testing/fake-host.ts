import { InferenceWorkerError, ModelStorageError } from '@detectory/inference-core';
import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import {
  ModelAlreadyLoadedError,
  ModelDiskFullError,
  ModelMemoryError,
  ModelUnusableError,
  ModelUrlNotFoundError,
} from '../hosting/errors.js';
import type { EndpointModel } from '../ports/endpoint-model.js';
import type { HostedModel, HostState, ModelHost } from '../ports/model-host.js';

export interface FakeHost extends ModelHost {
  state: HostState;
}

/** One model, always there. */
export function createFakeHost(model: EndpointModel): FakeHost {
  const hosted = { modelName: 'model', modelUrl: '/opt/ml/model' };
  return {
    state: 'ready',
    isMultiModel: false,
    withModel: (_name, use) => use(model),
    list: () => [hosted],
    load: () => Promise.reject(new Error('not reached')),
    unload: () => Promise.reject(new Error('not reached')),
  };
}

/** How the load of a url fails, by its last part, and the unload of a model, by its name. */
const loadErrors: Readonly<Record<string, (hosted: HostedModel) => Error>> = {
  missing: ({ modelUrl }) => new ModelUrlNotFoundError(modelUrl),
  garbage: ({ modelUrl }) => new ModelUnusableError(`${modelUrl} holds no model.`),
  huge: ({ modelName }) => new ModelMemoryError(modelName, 9e9, 1e9),
  full: () => new ModelDiskFullError('No space is left.'),
  'read-only': () => new ModelStorageError('The folder is read-only.', false),
  deadly: () => new InferenceWorkerError('It died.'),
  late: () => new NotReadyError(),
  secret: () => new TypeError('secret detail'),
};

/** Models by name; a url says by its last part how its load fails, and a name how its unload does. */
export function createFakeMultiHost(model: EndpointModel): FakeHost {
  const models = new Map<string, HostedModel>();
  const getLoaded = (name: string): HostedModel => {
    const hosted = models.get(name);
    if (!hosted) throw new ModelNotLoadedError(name);
    return hosted;
  };
  const assertNoFault = (key: string | undefined, hosted: HostedModel) => {
    const toError = loadErrors[key ?? ''];
    if (toError) throw toError(hosted);
  };
  return {
    state: 'ready',
    isMultiModel: true,
    async withModel(name = '', use) {
      getLoaded(name);
      return use(model);
    },
    list: () => [...models.values()].sort((a, b) => (a.modelName < b.modelName ? -1 : 1)),
    async load(hosted) {
      await Promise.resolve();
      if (models.has(hosted.modelName)) throw new ModelAlreadyLoadedError(hosted.modelName, hosted.modelUrl);
      assertNoFault(hosted.modelUrl.split('/').at(-1), hosted);
      models.set(hosted.modelName, hosted);
    },
    async unload(name) {
      await Promise.resolve();
      assertNoFault(name, getLoaded(name));
      models.delete(name);
    },
  };
}
