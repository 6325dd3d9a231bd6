import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import type { HostedModel, ModelHost } from '../ports/model-host.js';
import { ModelAlreadyLoadedError, ModelMemoryError } from './errors.js';
import { createLeases, type Leases } from './leases.js';
import type { LoadedModel, MemoryMeter, ModelLoader } from './model-loader.js';

export interface MultiModelHostOptions {
  readonly loader: ModelLoader;
  readonly memory: MemoryMeter;
  /**
   * `by-request`: only the platform loads and unloads, and is told when memory is short. `on-demand`: a request loads the
   * model that it names, and those that were used longest ago make room.
   */
  readonly loading: 'by-request' | 'on-demand';
  /** For logs. */
  readonly onEvent?: (event: ModelEvent) => void;
  readonly now?: () => number;
}

export interface ModelEvent extends HostedModel {
  readonly kind: 'loaded' | 'load failed' | 'unloaded';
  readonly durationMs: number;
  readonly error?: unknown;
}

export interface MultiModelHost extends ModelHost {
  drain(): void;
  /** Lets running requests end and gives the memory of all models back. */
  close(): Promise<void>;
}

interface Entry extends HostedModel {
  readonly loaded: LoadedModel;
  readonly leases: Leases;
  usedAt: number;
}

interface Loading extends HostedModel {
  readonly estimatedBytes: number;
}

/** Many models, loaded and unloaded while the server runs, within a budget of memory. */
export function createMultiModelHost(options: MultiModelHostOptions): MultiModelHost {
  return new ModelShelf(options);
}

/** Models by name: those in use, those on their way in, and those on their way out. */
class ModelShelf implements MultiModelHost {
  readonly isMultiModel = true;
  readonly #entries = new Map<string, Entry>();
  readonly #loads = new Map<string, { readonly modelUrl: string; readonly done: Promise<Entry> }>();
  readonly #unloads = new Map<string, Promise<void>>();
  readonly #pending = new Set<Loading>();
  #admitting: Promise<unknown> = Promise.resolve();
  #uses = 0;
  #isDraining = false;

  constructor(private readonly options: MultiModelHostOptions) {}

  get loadsOnDemand(): boolean {
    return this.options.loading === 'on-demand';
  }

  get state(): ModelHost['state'] {
    return this.#isDraining ? 'draining' : 'ready';
  }

  list(): readonly HostedModel[] {
    const models = [...this.#entries.values()].map(({ modelName, modelUrl }) => ({ modelName, modelUrl }));
    return models.sort((a, b) => (a.modelName < b.modelName ? -1 : 1));
  }

  async load(model: HostedModel): Promise<void> {
    const { modelName, modelUrl } = model;
    const under = this.#loads.get(modelName) ?? this.#entries.get(modelName);
    if (under && (this.#entries.has(modelName) || under.modelUrl !== modelUrl))
      throw new ModelAlreadyLoadedError(modelName, under.modelUrl);
    await this.#loadOnce(model);
  }

  async withModel<T>(name: string | undefined, use: Parameters<ModelHost['withModel']>[1]): Promise<T> {
    const entry = (name === undefined ? undefined : this.#entries.get(name)) ?? (await this.#summon(name));
    entry.usedAt = ++this.#uses;
    return entry.leases.hold(() => use(entry.loaded.model)) as Promise<T>;
  }

  async unload(modelName: string): Promise<void> {
    const entry = this.#entries.get(modelName);
    if (!entry) throw new ModelNotLoadedError(modelName);
    await this.#remove(entry);
  }

  drain(): void {
    this.#isDraining = true;
  }

  async close(): Promise<void> {
    this.#isDraining = true;
    await Promise.allSettled([...this.#loads.values()].map(({ done }) => done));
    await Promise.all([...this.#entries.values()].map((entry) => this.#remove(entry)));
    await Promise.all(this.#unloads.values());
  }

  async #summon(name: string | undefined): Promise<Entry> {
    const loading = name === undefined ? undefined : this.#loads.get(name)?.done;
    if (loading) return loading;
    const { loader, loading: mode } = this.options;
    const modelUrl = name !== undefined && mode === 'on-demand' ? await loader.find?.(name) : undefined;
    if (name === undefined || modelUrl === undefined) throw new ModelNotLoadedError(name ?? '');
    return this.#entries.get(name) ?? this.#loadOnce({ modelName: name, modelUrl });
  }

  /** Calls for one name share one load. */
  #loadOnce(model: HostedModel): Promise<Entry> {
    const underWay = this.#loads.get(model.modelName);
    if (underWay) return underWay.done;
    const done = this.#loadNow(model).finally(() => this.#loads.delete(model.modelName));
    this.#loads.set(model.modelName, { modelUrl: model.modelUrl, done });
    return done;
  }

  async #loadNow(model: HostedModel): Promise<Entry> {
    const { now = () => performance.now(), onEvent } = this.options;
    const startedAt = now();
    try {
      if (this.#isDraining) throw new NotReadyError();
      const entry = await this.#open(model);
      onEvent?.({ ...model, kind: 'loaded', durationMs: now() - startedAt });
      return entry;
    } catch (error) {
      onEvent?.({ ...model, kind: 'load failed', durationMs: now() - startedAt, error });
      throw error;
    }
  }

  async #open(model: HostedModel): Promise<Entry> {
    // A model of this name may be on its way out; its memory comes back first.
    await this.#unloads.get(model.modelName);
    const { loader } = this.options;
    const pending = { ...model, ...(await loader.locate(model.modelUrl)) };
    await this.#admit(pending);
    const loaded = await loader.open(model.modelUrl).finally(() => this.#pending.delete(pending));
    await this.#assertFits(pending, loaded);
    const entry = { ...model, loaded, leases: createLeases(), usedAt: ++this.#uses };
    this.#entries.set(model.modelName, entry);
    return entry;
  }

  /** An estimate may be wrong; a server that was killed for its memory would take every model with it. */
  async #assertFits(pending: Loading, loaded: LoadedModel): Promise<void> {
    try {
      await this.#makeRoom({ ...pending, estimatedBytes: 0 });
    } catch (error) {
      await loaded.close();
      throw error;
    }
  }

  /** One at a time, so that two loads don't count the same free memory. */
  #admit(pending: Loading): Promise<void> {
    const admitted = this.#admitting.then(() => this.#makeRoom(pending)).then(() => void this.#pending.add(pending));
    this.#admitting = admitted.catch(() => undefined);
    return admitted;
  }

  async #makeRoom(pending: Loading): Promise<void> {
    while (this.#freeBytes() < pending.estimatedBytes) {
      const oldest = this.options.loading === 'on-demand' ? this.#oldestIdle() : undefined;
      if (!oldest) throw new ModelMemoryError(pending.modelName, pending.estimatedBytes, this.#freeBytes());
      await this.#remove(oldest);
    }
  }

  /** What loads under way will take counts as taken; of it, some may be in the measured part already. */
  #freeBytes(): number {
    const { memory } = this.options;
    const promised = [...this.#pending].reduce((sum, { estimatedBytes }) => sum + estimatedBytes, 0);
    return memory.budgetBytes - memory.usedBytes() - promised;
  }

  #oldestIdle(): Entry | undefined {
    const idle = [...this.#entries.values()].filter(({ leases }) => leases.count === 0);
    return idle.sort((a, b) => a.usedAt - b.usedAt)[0];
  }

  #remove(entry: Entry): Promise<void> {
    const { now = () => performance.now(), onEvent } = this.options;
    const { modelName, modelUrl } = entry;
    const startedAt = now();
    this.#entries.delete(modelName);
    const done = entry.leases
      .ended()
      .then(() => entry.loaded.close())
      .finally(() => this.#unloads.delete(modelName))
      .then(() => onEvent?.({ modelName, modelUrl, kind: 'unloaded', durationMs: now() - startedAt }));
    this.#unloads.set(modelName, done);
    return done;
  }
}
