import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { capWorkers, loaderMemoryNeeded, sharedMemoryNeeded } from './cap-workers.js';
import { defaultWorkers } from './default-workers.js';
import { judgeMachine, type Machine } from './judge-machine.js';

const demand = { workers: 8, batchSize: 16, imgsz: 640, cores: 8, ranks: 1 };

describe(capWorkers, () => {
  it('leaves them where memory is ample, or unknown', () => {
    expect(capWorkers(demand, { sharedMemoryBytes: 16e9, memoryBytes: 64e9 })).toBe(8);
    expect(capWorkers(demand, {})).toBe(8);
  });

  it("Disk / shm: loads in the training process where Docker's 64 MB have no room for a batch", () => {
    expect(capWorkers(demand, { sharedMemoryBytes: 64e6 })).toBe(0);
  });

  it('Disk / shm: takes as many as fit into shared memory', () => {
    const workers = capWorkers(demand, { sharedMemoryBytes: 1e9 });
    expect(workers).toBeGreaterThan(0);
    expect(sharedMemoryNeeded({ ...demand, workers })).toBeLessThanOrEqual(0.9e9);
    expect(sharedMemoryNeeded({ ...demand, workers: workers + 1 })).toBeGreaterThan(0.9e9);
  });

  it('takes as many as fit into half of the memory, with those of all GPUs', () => {
    const workers = capWorkers(demand, { memoryBytes: 4e9 });
    expect(workers).toBeGreaterThan(0);
    expect(loaderMemoryNeeded({ ...demand, workers })).toBeLessThanOrEqual(2e9);
    expect(loaderMemoryNeeded({ ...demand, workers: workers + 1 })).toBeGreaterThan(2e9);
    expect(capWorkers({ ...demand, ranks: 4 }, { memoryBytes: 4e9 })).toBeLessThan(workers);
  });

  it('counts a batch once, however many GPUs share it', () => {
    const training = { ...demand, cores: 0 };
    expect(sharedMemoryNeeded({ ...training, ranks: 4 })).toBe(sharedMemoryNeeded(training));
  });
});

describe(defaultWorkers, () => {
  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [96, 1, 8],
    [48, 4, 8],
    [8, 4, 2],
    [2, 4, 1],
  ])('of %i cores and %i GPUs gives each %i', (cores, ranks, expected) => {
    expect(defaultWorkers(cores, ranks)).toBe(expected);
  });
});

describe(judgeMachine, () => {
  const options = resolveOptions(new Map([['batch', 16]]));
  const machine: Machine = {
    cores: 4,
    ranks: 1,
    sharedMemoryBytes: 16e9,
    memoryBytes: 32e9,
    diskBytes: new Map([['/tmp', 50e9]]),
  };

  it('says nothing of a machine with room', () => {
    expect(judgeMachine(options, machine)).toEqual({
      workers: 4,
      loaderBytes: loaderMemoryNeeded({ ...demand, workers: 4, cores: 4 }),
      warnings: [],
    });
    expect(judgeMachine({ ...options, workers: 6 }, machine).workers).toBe(6);
    expect(judgeMachine(options, { ...machine, ranks: 2 }).workers).toBe(2);
  });

  it('Disk / shm: caps workers, and says what to do about it', () => {
    const { workers, loaderBytes, warnings } = judgeMachine(options, { ...machine, sharedMemoryBytes: 67_108_864 });
    expect([workers, loaderBytes]).toEqual([0, 0]);
    expect(warnings).toEqual([
      expect.stringMatching(/^WARNING: \/dev\/shm has 67.1 MB free, in which 0 of 4 loaders.*--shm-size 1g/),
    ]);
  });

  it('Disk / shm: leaves room for the batch that auto may find, not for one photo', () => {
    const small = { ...machine, sharedMemoryBytes: 500e6 };
    const auto = judgeMachine({ ...options, 'batch-size': -1 }, small);
    expect(auto.workers).toBe(judgeMachine({ ...options, 'batch-size': 64 }, small).workers);
    expect(auto.workers).toBeLessThan(4);
    expect(auto.warnings.join()).toMatch(/batches of 64 photos/);
  });

  it('names the memory where it is what is short', () => {
    const { workers, warnings } = judgeMachine(options, { ...machine, memoryBytes: 1.5e9 });
    expect(workers).toBeLessThan(4);
    expect(warnings).toEqual([
      expect.stringMatching(/^WARNING: The memory has 1.5 GB free.*Take an instance with more memory/),
    ]);
  });

  it('Disk / shm: warns of a disk that is nearly full', () => {
    const { warnings } = judgeMachine(options, { ...machine, diskBytes: new Map([['/opt/ml/model', 1e9]]) });
    expect(warnings).toEqual([expect.stringMatching(/\/opt\/ml\/model has 1.0 GB free; a run may need 2.0 GB/)]);
  });
});
