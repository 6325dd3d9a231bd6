export interface LoaderDemand {
  /** Loaders that were asked for, or the default. */
  readonly workers: number;
  readonly batchSize: number;
  readonly imgsz: number;
  readonly cores: number;
  /** What /dev/shm has free. */
  readonly sharedMemoryBytes: number;
}

/** PyTorch's DataLoader keeps so many batches ready for each loader (prefetch_factor). */
const batchesAhead = 2;
const channels = 3;
/** What is left to others. */
const usableShare = 0.9;

/**
 * How many loaders shared memory has room for: batches are handed over in it, and a loader that finds it full dies of a bus
 * error. Training's loaders stay while validation has up to twice as many, with batches of twice the size (yolov5.train).
 * None means that photos are loaded in the training process.
 */
export function capWorkers(demand: LoaderDemand): number {
  const usable = usableShare * demand.sharedMemoryBytes;
  let workers = demand.workers;
  while (workers > 0 && sharedMemoryNeeded({ ...demand, workers }) > usable) workers -= 1;
  return workers;
}

/** In bytes, for training and validation together. */
export function sharedMemoryNeeded({
  workers,
  batchSize,
  imgsz,
  cores,
}: Omit<LoaderDemand, 'sharedMemoryBytes'>): number {
  const batchBytes = Math.max(1, batchSize) * channels * imgsz ** 2;
  const validating = Math.min(2 * workers, cores);
  return batchesAhead * batchBytes * (workers + 2 * validating);
}
