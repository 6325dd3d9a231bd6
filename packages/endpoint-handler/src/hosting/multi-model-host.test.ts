import { describe, expect, it } from 'vitest';
import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import { ModelAlreadyLoadedError, ModelMemoryError, ModelUrlNotFoundError } from './errors.js';
import { createMultiModelHost, type ModelEvent, type MultiModelHostOptions } from './multi-model-host.js';

const mb = 1_000_000;

/** Models that take a counted part of a made-up memory; each opens when a test lets it. */
function createWorld(options: Partial<MultiModelHostOptions> & { readonly sizeBytes?: number } = {}) {
  const { sizeBytes = 30 * mb, ...rest } = options;
  const open = new Map<string, () => void>();
  const opened: string[] = [];
  const events: ModelEvent[] = [];
  let usedBytes = 100 * mb;
  const host = createMultiModelHost({
    loader: {
      locate: (url) =>
        url.includes('none')
          ? Promise.reject(new ModelUrlNotFoundError(url))
          : Promise.resolve({ estimatedBytes: 30 * mb }),
      open: async (url) => {
        opened.push(url);
        if (url.includes('slow')) await new Promise<void>((resolve) => open.set(url, resolve));
        usedBytes += sizeBytes;
        return {
          model: { classNames: [url], detect: () => Promise.reject(new Error('unused')) },
          close: () => {
            usedBytes -= sizeBytes;
            return Promise.resolve();
          },
        };
      },
      find: (name) => Promise.resolve(name.startsWith('x') ? undefined : `/models/${name}`),
    },
    memory: { budgetBytes: 200 * mb, usedBytes: () => usedBytes },
    loading: 'by-request',
    onEvent: (event) => events.push(event),
    ...rest,
  });
  const load = (name: string) => host.load({ modelName: name, modelUrl: `/models/${name}` });
  return {
    host,
    load,
    opened,
    events,
    letOpen: (name: string) => open.get(`/models/${name}`)?.(),
    used: () => usedBytes,
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe(createMultiModelHost, () => {
  it('is ready with no model at all', () => {
    const { host } = createWorld();
    expect([host.state, host.isMultiModel, host.list()]).toEqual(['ready', true, []]);
  });

  it('has failed while that which runs its models has, and says so until it drains', () => {
    let isFailed = true;
    const { host } = createWorld({ isFailed: () => isFailed });
    expect(host.state).toBe('failed');
    isFailed = false;
    expect(host.state).toBe('ready');
    isFailed = true;
    host.drain();
    expect(host.state).toBe('draining');
  });

  it('loads, lists by name, serves and unloads, and tells of it', async () => {
    const { host, load, events, used } = createWorld();
    await load('b');
    await load('a');
    expect(host.list().map(({ modelName }) => modelName)).toEqual(['a', 'b']);
    expect(await host.withModel('b', ({ classNames }) => Promise.resolve(classNames))).toEqual(['/models/b']);
    await host.unload('b');
    expect(host.list()).toEqual([{ modelName: 'a', modelUrl: '/models/a' }]);
    expect(used()).toBe(130 * mb);
    await expect(host.unload('b')).rejects.toThrow(ModelNotLoadedError);
    await expect(host.withModel('b', () => Promise.resolve())).rejects.toThrow(ModelNotLoadedError);
    expect(events.map(({ kind, modelName }) => `${modelName} ${kind}`)).toEqual(['b loaded', 'a loaded', 'b unloaded']);
  });

  it('shares one load among calls for one name, and answers 409 once it is loaded', async () => {
    const { host, load, opened, letOpen } = createWorld();
    const both = Promise.all([load('slow'), load('slow')]);
    await settled();
    await expect(host.load({ modelName: 'slow', modelUrl: '/models/other' })).rejects.toThrow(ModelAlreadyLoadedError);
    letOpen('slow');
    await both;
    expect(opened).toEqual(['/models/slow']);
    await expect(load('slow')).rejects.toThrow(ModelAlreadyLoadedError);
  });

  it('can load after a load that failed', async () => {
    const { host, load, events } = createWorld();
    await expect(host.load({ modelName: 'a', modelUrl: '/models/none' })).rejects.toThrow(ModelUrlNotFoundError);
    await load('a');
    expect(events.map(({ kind }) => kind)).toEqual(['load failed', 'loaded']);
  });

  it('refuses what the memory has no room for, loads under way counted', async () => {
    const { load, letOpen, host } = createWorld();
    await load('a');
    const slow = load('slow');
    await settled();
    await load('b');
    await expect(load('c')).rejects.toThrow(ModelMemoryError);
    letOpen('slow');
    await slow;
    await expect(load('c')).rejects.toThrow(/needs about 30 MB; 10 MB of the budget are free/);
    await host.unload('a');
    await load('c');
    expect(host.list()).toHaveLength(3);
  });

  it('takes a model out again that needs more than was estimated', async () => {
    const { load, host, used } = createWorld({ sizeBytes: 150 * mb });
    await expect(load('a')).rejects.toThrow(ModelMemoryError);
    expect([host.list(), used()]).toEqual([[], 100 * mb]);
  });

  it('counts memory as free that a model gave back and the process keeps', async () => {
    let usedBytes = 100 * mb;
    const { load, host } = createWorld({ memory: { budgetBytes: 150 * mb, usedBytes: () => usedBytes } });
    const grown = load('a');
    usedBytes = 130 * mb;
    await grown;
    await host.unload('a');
    await load('b');
    await expect(load('c')).rejects.toThrow(ModelMemoryError);
    expect(host.list()).toEqual([{ modelName: 'b', modelUrl: '/models/b' }]);
  });

  it('lets running requests end before it gives the memory back', async () => {
    const { load, host, used } = createWorld();
    await load('a');
    let end: () => void = () => undefined;
    const running = host.withModel('a', () => new Promise<void>((resolve) => (end = resolve)));
    let isUnloaded = false;
    const unloaded = host.unload('a').then(() => (isUnloaded = true));
    await expect(host.withModel('a', () => Promise.resolve())).rejects.toThrow(ModelNotLoadedError);
    await settled();
    expect([isUnloaded, used()]).toEqual([false, 130 * mb]);
    const again = load('a');
    await settled();
    end();
    await Promise.all([running, unloaded, again]);
    expect([host.list().length, used()]).toEqual([1, 130 * mb]);
  });

  it('loads nothing by itself where the platform does', async () => {
    const { host, opened } = createWorld();
    await expect(host.withModel('a', () => Promise.resolve())).rejects.toThrow(ModelNotLoadedError);
    expect(opened).toEqual([]);
  });

  it('loads on demand once, and lets the model go that was used longest ago', async () => {
    const { host, opened } = createWorld({ loading: 'on-demand' });
    const use = (name: string | undefined) => host.withModel(name, () => Promise.resolve());
    await Promise.all([use('a'), use('a')]);
    await use('b');
    await use('c');
    await use('a');
    await use('d');
    expect(opened).toEqual(['a', 'b', 'c', 'd'].map((name) => `/models/${name}`));
    expect(host.list().map(({ modelName }) => modelName)).toEqual(['a', 'c', 'd']);
    await expect(use('x')).rejects.toThrow(ModelNotLoadedError);
    await expect(use(undefined)).rejects.toThrow(ModelNotLoadedError);
  });

  it('never lets a model go that a request uses', async () => {
    let held = 0;
    const { host } = createWorld({
      loading: 'on-demand',
      memory: { budgetBytes: 135 * mb, usedBytes: () => 100 * mb + held },
    });
    await host.withModel('a', async () => {
      held = 30 * mb;
      await expect(host.withModel('b', () => Promise.resolve())).rejects.toThrow(ModelMemoryError);
    });
  });

  it('unloads everything when it closes, and loads no more', async () => {
    const { host, load, letOpen, used } = createWorld();
    await load('a');
    const slow = load('slow');
    await settled();
    const closed = host.close();
    expect(host.state).toBe('draining');
    letOpen('slow');
    await Promise.all([slow, closed]);
    expect([host.list(), used()]).toEqual([[], 100 * mb]);
    await expect(load('b')).rejects.toThrow(NotReadyError);
  });
});
