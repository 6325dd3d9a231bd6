import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import type { HostedModel, HostState, ModelHost } from '../ports/model-host.js';
import { ModelFixedError } from './errors.js';
import { createLeases } from './leases.js';
import type { LoadedModel } from './model-loader.js';

export interface SingleModelHost extends ModelHost {
  /** Opens the model. @throws what opening throws; the host has failed then */
  start(): Promise<void>;
  /** From now on the host says that it drains; what runs goes on. */
  drain(): void;
  /** Lets running requests end and gives the model's memory back. */
  close(): Promise<void>;
}

export interface SingleModelHostOptions extends HostedModel {
  readonly open: () => Promise<LoadedModel>;
  /** Whether what runs the model has died and isn't mended by being replaced. */
  readonly isFailed?: () => boolean;
}

/** One model for the whole life of the server, under the name that clients may use for it. */
export function createSingleModelHost({
  modelName,
  modelUrl,
  open,
  isFailed,
}: SingleModelHostOptions): SingleModelHost {
  const leases = createLeases();
  let loaded: LoadedModel | undefined;
  let state: HostState = 'starting';
  return {
    get state() {
      return state === 'ready' && isFailed?.() ? 'failed' : state;
    },
    isMultiModel: false,
    async start() {
      try {
        loaded = await open();
        if (state === 'starting') state = 'ready';
      } catch (error) {
        state = 'failed';
        throw error;
      }
    },
    withModel(name, use) {
      if (name !== undefined && name !== modelName) return Promise.reject(new ModelNotLoadedError(name, modelName));
      const current = loaded;
      if (!current) return Promise.reject(new NotReadyError());
      return leases.hold(() => use(current.model));
    },
    list: () => (loaded ? [{ modelName, modelUrl }] : []),
    load: () => Promise.reject(new ModelFixedError()),
    unload: () => Promise.reject(new ModelFixedError()),
    drain() {
      state = 'draining';
    },
    async close() {
      state = 'draining';
      await leases.ended();
      const closing = loaded;
      loaded = undefined;
      await closing?.close();
    },
  };
}
