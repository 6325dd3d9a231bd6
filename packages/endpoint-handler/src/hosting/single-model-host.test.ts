import { describe, expect, it } from 'vitest';
import { ModelNotLoadedError, NotReadyError } from '../errors.js';
import { ModelFixedError } from './errors.js';
import { createSingleModelHost } from './single-model-host.js';

function createHost(fails = false) {
  let isClosed = false;
  let isFailed = false;
  const host = createSingleModelHost({
    modelName: 'model',
    modelUrl: '/opt/ml/model',
    isFailed: () => isFailed,
    open: () =>
      fails
        ? Promise.reject(new Error('no model'))
        : Promise.resolve({
            model: { classNames: ['drill'], detect: () => Promise.reject(new Error('unused')) },
            close: () => {
              isClosed = true;
              return Promise.resolve();
            },
          }),
  });
  return { host, isClosed: () => isClosed, fail: () => (isFailed = true) };
}

const classNames = ({ classNames: names }: { readonly classNames: readonly string[] }) => Promise.resolve(names);

describe(createSingleModelHost, () => {
  it('is ready once its model is', async () => {
    const { host } = createHost();
    expect([host.state, host.list()]).toEqual(['starting', []]);
    await expect(host.withModel(undefined, classNames)).rejects.toThrow(NotReadyError);
    await host.start();
    expect([host.state, host.list()]).toEqual(['ready', [{ modelName: 'model', modelUrl: '/opt/ml/model' }]]);
    expect(await host.withModel(undefined, classNames)).toEqual(['drill']);
    expect(await host.withModel('model', classNames)).toEqual(['drill']);
    await expect(host.withModel('other', classNames)).rejects.toThrow(ModelNotLoadedError);
  });

  it('has failed when its model could not be opened, or can answer no more', async () => {
    const broken = createHost(true).host;
    await expect(broken.start()).rejects.toThrow('no model');
    expect(broken.state).toBe('failed');
    const { host, fail } = createHost();
    await host.start();
    fail();
    expect(host.state).toBe('failed');
  });

  it('neither loads nor unloads', async () => {
    const { host } = createHost();
    await expect(host.load({ modelName: 'a', modelUrl: '/a' })).rejects.toThrow(ModelFixedError);
    await expect(host.unload('model')).rejects.toThrow(ModelFixedError);
  });

  it('goes on with what it took while it drains, and closes when that has ended', async () => {
    const { host, isClosed } = createHost();
    await host.start();
    host.drain();
    let end: () => void = () => undefined;
    const running = host.withModel(undefined, () => new Promise<void>((resolve) => (end = resolve)));
    const closed = host.close();
    expect([host.state, isClosed()]).toEqual(['draining', false]);
    end();
    await Promise.all([running, closed]);
    expect(isClosed()).toBe(true);
  });
});
