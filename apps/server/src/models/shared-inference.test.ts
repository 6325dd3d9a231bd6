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
});
