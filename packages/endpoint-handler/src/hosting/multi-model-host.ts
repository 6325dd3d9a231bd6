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
  /** Whether what runs the models has died and isn't mended by being replaced: the fault of none of them. */
  readonly isFailed?: () => boolean;
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
  /** What the model takes: as estimated, or as the process grew while it was loaded. */
  readonly costBytes: number;
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
  readonly #emptyBytes: number;

  constructor(private readonly options: MultiModelHostOptions) {
    this.#emptyBytes = options.memory.usedBytes();
  }

  get loadsOnDemand(): boolean {
    return this.options.loading === 'on-demand';
  }

  get state(): ModelHost['state'] {
    if (this.#isDraining) return 'draining';
    return this.options.isFailed?.() ? 'failed' : 'ready';
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
    const loading = this.#loads.get(modelName);
    if (loading) await loading.done.catch(() => undefined);
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
    const { loader, memory } = this.options;
    const pending = { ...model, ...(await loader.locate(model.modelUrl)) };
    await this.#admit(pending);
    const before = memory.usedBytes();
    const loaded = await loader.open(model.modelUrl).finally(() => this.#pending.delete(pending));
    const costBytes = Math.max(pending.estimatedBytes, memory.usedBytes() - before);
    const entry = { ...model, loaded, leases: createLeases(), costBytes, usedAt: ++this.#uses };
    this.#entries.set(model.modelName, entry);
    await this.#assertFits(entry);
    return entry;
  }

  /** An estimate may be wrong; a server that was killed for its memory would take every model with it. */
  async #assertFits(entry: Entry): Promise<void> {
    try {
      await this.#makeRoom(entry.modelName, 0, entry);
    } catch {
      const freeBytes = this.#freeBytes() + entry.costBytes;
      await this.#remove(entry);
      throw new ModelMemoryError(entry.modelName, entry.costBytes, freeBytes);
    }
  }

  /** One at a time, so that two loads don't count the same free memory. */
  #admit(pending: Loading): Promise<void> {
    const admitted = this.#admitting
      .then(() => this.#makeRoom(pending.modelName, pending.estimatedBytes))
      .then(() => void this.#pending.add(pending));
    this.#admitting = admitted.catch(() => undefined);
    return admitted;
  }

  /** @param keep never makes room */
  async #makeRoom(modelName: string, neededBytes: number, keep?: Entry): Promise<void> {
    while (this.#freeBytes() < neededBytes) {
      const oldest = this.options.loading === 'on-demand' ? this.#oldestIdle(keep) : undefined;
      if (!oldest) throw new ModelMemoryError(modelName, neededBytes, this.#freeBytes());
      await this.#remove(oldest);
    }
  }

  /**
   * The smaller of what the kernel measures and what the models cost counts as used: memory that a model gave back stays
   * with the process for a while, and the next model takes it. Loads under way count as done.
   */
  #freeBytes(): number {
    const { budgetBytes, usedBytes } = this.options.memory;
    const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0);
    const models = sum([...this.#entries.values()].map(({ costBytes }) => costBytes));
    const promised = sum([...this.#pending].map(({ estimatedBytes }) => estimatedBytes));
    return budgetBytes - Math.min(usedBytes(), this.#emptyBytes + models) - promised;
  }

  #oldestIdle(keep: Entry | undefined): Entry | undefined {
    const idle = [...this.#entries.values()].filter(
      (entry) => entry !== keep && entry.leases.count === 0 && !this.#loads.has(entry.modelName),
    );
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
