export interface LoaderDemand {
  /** Loaders of each training process. */
  readonly workers: number;
  /** Photos, of all training processes together; 1 or more. */
  readonly batchSize: number;
  readonly imgsz: number;
  readonly cores: number;
  /** Training processes on this host, one for each GPU. */
  readonly ranks: number;
}

/** What is free; undefined where the machine can't be asked. */
export interface LoaderRoom {
  readonly sharedMemoryBytes?: number | undefined;
  readonly memoryBytes?: number | undefined;
}

/** PyTorch's DataLoader keeps so many batches ready for each loader (prefetch_factor). */
const batchesAhead = 2;
const channels = 3;
/** What is left to others. */
const usableShare = 0.9;
/** The other half is the network's: its weights, what it computes, CUDA. */
export const photosShareOfMemory = 0.5;
/** What a loader doesn't share with the process that forked it: 50 to 70 MB measured at 640 pixels, twice that to be safe. */
const loaderBytes = 150e6;

/**
 * How many loaders there is room for. Batches are handed over in shared memory, and a loader that finds it full dies of a bus
 * error. Training's loaders stay while validation has up to twice as many, with batches of twice the size (yolov5.train).
 * None means that photos are loaded in the training process.
 */
export function capWorkers(demand: LoaderDemand, room: LoaderRoom): number {
  let workers = demand.workers;
  while (workers > 0 && !hasRoom({ ...demand, workers }, room)) workers -= 1;
  return workers;
}

function hasRoom(demand: LoaderDemand, { sharedMemoryBytes = Infinity, memoryBytes = Infinity }: LoaderRoom): boolean {
  return (
    sharedMemoryNeeded(demand) <= usableShare * sharedMemoryBytes &&
    loaderMemoryNeeded(demand) <= photosShareOfMemory * memoryBytes
  );
}

/** In bytes, for training and validation together: ranks share the batch, and the first one alone validates. */
export function sharedMemoryNeeded({ workers, batchSize, imgsz, cores, ranks }: LoaderDemand): number {
  const batchBytes = batchSize * channels * imgsz ** 2;
  return batchesAhead * batchBytes * (workers + (2 * validationWorkers({ workers, cores, ranks })) / ranks);
}

/** In bytes: loaders, and the batches that they hand over, which are memory too. */
export function loaderMemoryNeeded(demand: LoaderDemand): number {
  const loaders = demand.ranks * demand.workers + validationWorkers(demand);
  return loaders * loaderBytes + sharedMemoryNeeded(demand);
}

function validationWorkers({ workers, cores, ranks }: Pick<LoaderDemand, 'workers' | 'cores' | 'ranks'>): number {
  return Math.min(2 * workers, Math.floor(cores / ranks));
}
