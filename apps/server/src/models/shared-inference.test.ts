import { describe, expect, it } from 'vitest';
import { createSharedInference } from './shared-inference.js';

describe(createSharedInference, () => {
  it('gives all models the same workers, ends them with the last, and starts new ones after', async () => {
    const inference = createSharedInference({ isolation: 'thread', threadsPerWorker: 1 });
    const [first, second] = await Promise.all([inference.lease(), inference.lease()]);
    expect(first.host).toBe(second.host);
    await first.release();
    const third = await inference.lease();
    expect(third.host).toBe(second.host);
    await Promise.all([second.release(), third.release()]);
    const fourth = await inference.lease();
    expect(fourth.host).not.toBe(first.host);
    await fourth.release();
    await inference.close();
  });

  it('says each time that its workers can not start', async () => {
    const inference = createSharedInference({ isolation: 'thread', workerFile: '/nowhere.mjs' });
    await expect(inference.lease()).rejects.toThrow(/nowhere/);
    await expect(inference.lease()).rejects.toThrow(/nowhere/);
  });
});
