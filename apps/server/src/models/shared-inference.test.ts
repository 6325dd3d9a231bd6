import { describe, expect, it } from 'vitest';
import { createSharedInference } from './shared-inference.js';

describe(createSharedInference, () => {
  it('gives all models the same workers', async () => {
    const inference = createSharedInference({ isolation: 'thread', threadsPerWorker: 1 });
    const [first, second] = await Promise.all([inference.host(), inference.host()]);
    expect(first).toBe(second);
    await inference.close();
  });

  it('says each time that its workers can not start', async () => {
    const inference = createSharedInference({ isolation: 'thread', workerFile: '/nowhere.mjs' });
    await expect(inference.host()).rejects.toThrow(/nowhere/);
    await expect(inference.host()).rejects.toThrow(/nowhere/);
  });

  it('has failed when its workers could not be started five times', async () => {
    const inference = createSharedInference({ isolation: 'thread', workerFile: '/nowhere.mjs' });
    for (let time = 0; time < 5; time++) {
      expect(inference.isFailed()).toBe(false);
      await expect(inference.host()).rejects.toThrow(/nowhere/);
    }
    expect(inference.isFailed()).toBe(true);
  });
});
