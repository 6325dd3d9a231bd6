import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { capWorkers, sharedMemoryNeeded } from './cap-workers.js';
import { judgeMachine } from './judge-machine.js';

const demand = { workers: 8, batchSize: 16, imgsz: 640, cores: 8, sharedMemoryBytes: 16e9 };

describe(capWorkers, () => {
  it('leaves them where memory is ample', () => {
    expect(capWorkers(demand)).toBe(8);
  });

  it("loads in the training process where Docker's 64 MB have no room for a batch", () => {
    expect(capWorkers({ ...demand, sharedMemoryBytes: 64e6 })).toBe(0);
  });

  it('takes as many as fit', () => {
    const workers = capWorkers({ ...demand, sharedMemoryBytes: 1e9 });
    expect(workers).toBeGreaterThan(0);
    expect(sharedMemoryNeeded({ ...demand, workers })).toBeLessThanOrEqual(0.9e9);
    expect(sharedMemoryNeeded({ ...demand, workers: workers + 1 })).toBeGreaterThan(0.9e9);
  });
});

describe(judgeMachine, () => {
  const options = resolveOptions(new Map([['batch', 16]]));

  it('says nothing of a machine with room', () => {
    expect(judgeMachine(options, { cores: 4, sharedMemoryBytes: 16e9, diskBytes: new Map([['/tmp', 50e9]]) })).toEqual({
      workers: undefined,
      warnings: [],
    });
  });

  it('caps workers, and says what to do about it', () => {
    const { workers, warnings } = judgeMachine(options, {
      cores: 4,
      sharedMemoryBytes: 67_108_864,
      diskBytes: new Map(),
    });
    expect(workers).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^WARNING: \/dev\/shm has 67.1 MB free, in which 0 of 4 loaders.*--shm-size 1g/),
    ]);
  });

  it('warns of a disk that is nearly full', () => {
    const { warnings } = judgeMachine(options, {
      cores: 1,
      sharedMemoryBytes: undefined,
      diskBytes: new Map([['/opt/ml/model', 1e9]]),
    });
    expect(warnings).toEqual([expect.stringMatching(/\/opt\/ml\/model has 1.0 GB free; a run may need 2.0 GB/)]);
  });
});
