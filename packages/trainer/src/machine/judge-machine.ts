import { formatSize } from '@detectory/terminal';
import type { TrainOptions } from '../options/option-table.js';
import { capWorkers, type LoaderDemand, loaderMemoryNeeded } from './cap-workers.js';
import { defaultWorkers } from './default-workers.js';

export interface MachineCheck {
  /** Loaders of each training process: what was asked for or the default, where there is room. */
  readonly workers: number;
  /** What they take of the memory. */
  readonly loaderBytes: number;
  readonly warnings: readonly string[];
}

export interface Machine {
  readonly cores: number;
  /** Training processes on it, one for each GPU; 1 without. */
  readonly ranks: number;
  /** Free in /dev/shm; undefined where there is none to ask. */
  readonly sharedMemoryBytes: number | undefined;
  /** Free, by the machine and the container; undefined where they can't be asked. */
  readonly memoryBytes: number | undefined;
  /** Free space by folder. */
  readonly diskBytes: ReadonlyMap<string, number>;
}

/** A run writes two checkpoints with their optimizer states, plots and exports: so much for a large network. */
const leastDiskBytes = 2e9;

/**
 * What `auto` is taken for: YOLOv5 measures which batch fills the GPU when the loaders are chosen already. 64 is its nominal
 * batch size (`nbs` in yolov5.train): of smaller batches it gathers gradients up to it, so that most go without larger ones.
 */
const autoBatchSize = 64;

/** What can be known of a machine before PyTorch finds out in the middle of a run. */
export function judgeMachine(options: TrainOptions, machine: Machine): MachineCheck {
  const { cores, ranks } = machine;
  const { imgsz } = options;
  const batchSize = options['batch-size'] < 1 ? autoBatchSize : options['batch-size'];
  const wanted = { workers: options.workers ?? defaultWorkers(cores, ranks), batchSize, imgsz, cores, ranks };
  const workers = capWorkers(wanted, machine);
  return {
    workers,
    loaderBytes: workers === 0 ? 0 : loaderMemoryNeeded({ ...wanted, workers }),
    warnings: [...warnOfLoaders(wanted, workers, machine), ...warnOfDisks(machine)],
  };
}

function warnOfLoaders(wanted: LoaderDemand, workers: number, machine: Machine): string[] {
  if (workers === wanted.workers) return [];
  const { sharedMemoryBytes, memoryBytes } = machine;
  const isShared = capWorkers(wanted, { sharedMemoryBytes }) === workers;
  const [place, free] = isShared ? ['/dev/shm', sharedMemoryBytes] : ['The memory', memoryBytes];
  const fix = isShared ? 'Give the container more (docker run --shm-size 1g)' : 'Take an instance with more memory';
  return [
    `WARNING: ${place} has ${formatSize(free ?? 0)} free, in which ${workers} of ${wanted.workers} loaders can hand over batches of ${wanted.batchSize} photos of ${wanted.imgsz} pixels, so workers is ${workers}. ${fix}, or take smaller batches.`,
  ];
}

function warnOfDisks({ diskBytes }: Machine): string[] {
  const full = [...diskBytes].filter(([, free]) => free < leastDiskBytes);
  return full.map(
    ([folder, free]) =>
      `WARNING: ${folder} has ${formatSize(free)} free; a run may need ${formatSize(leastDiskBytes)}. Make room there, or give the job a larger volume.`,
  );
}
