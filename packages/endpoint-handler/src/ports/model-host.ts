import type { EndpointModel } from './endpoint-model.js';

/** A model as `GET /models` lists it. */
export interface HostedModel {
  readonly modelName: string;
  /** The folder or file it was loaded from. */
  readonly modelUrl: string;
}

/** `failed`: it will not become ready again by itself. */
export type HostState = 'starting' | 'ready' | 'draining' | 'failed';

/** Holds the models that requests use: one that is fixed, or many that the platform loads and unloads. */
export interface ModelHost {
  readonly state: HostState;
  /** Whether `POST /models` and `DELETE /models/{name}` are served. */
  readonly isMultiModel: boolean;
  /** Whether `withModel` may load the model that it is asked for: what isn't listed may still be served. */
  readonly loadsOnDemand?: boolean;
  /**
   * Runs `use` with a model, which stays loaded until `use` has settled.
   * @param name undefined for the only model of a single-model server
   * @throws ModelNotLoadedError, NotReadyError
   */
  withModel<T>(name: string | undefined, use: (model: EndpointModel) => Promise<T>): Promise<T>;
  /** In a stable order: by name. */
  list(): readonly HostedModel[];
  /**
   * Settles when the model is ready to serve. Calls for one name share one load.
   * @throws ModelAlreadyLoadedError (409), ModelMemoryError or
   * ModelDiskFullError (507), ModelUrlNotFoundError (404), ModelUnusableError (400)
   */
  load(model: HostedModel): Promise<void>;
  /**
   * Lets running requests end, and settles when the memory is given back.
   * @throws ModelNotLoadedError
   */
  unload(modelName: string): Promise<void>;
}
