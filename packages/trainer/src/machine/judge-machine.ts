import { formatSize } from '@detectory/terminal';
import type { TrainOptions } from '../options/option-table.js';
import { capWorkers } from './cap-workers.js';

export interface MachineCheck {
  /** Loaders that the machine has room for; undefined where the default fits. */
  readonly workers: number | undefined;
  readonly warnings: readonly string[];
}

export interface Machine {
  readonly cores: number;
  /** Free in /dev/shm; undefined where there is none to ask. */
  readonly sharedMemoryBytes: number | undefined;
  /** Free space by folder. */
  readonly diskBytes: ReadonlyMap<string, number>;
}

/** A run writes two checkpoints with their optimizer states, plots and exports: so much for a large network. */
const leastDiskBytes = 2e9;
const defaultWorkers = 8;

/** What can be known of a machine before PyTorch finds out in the middle of a run. */
export function judgeMachine(options: TrainOptions, { cores, sharedMemoryBytes, diskBytes }: Machine): MachineCheck {
  const wanted = options.workers ?? Math.min(defaultWorkers, cores);
  const { imgsz, 'batch-size': batchSize } = options;
  const room =
    sharedMemoryBytes === undefined
      ? wanted
      : capWorkers({ workers: wanted, batchSize, imgsz, cores, sharedMemoryBytes });
  const full = [...diskBytes].filter(([, free]) => free < leastDiskBytes);
  return {
    workers: room < wanted ? room : options.workers,
    warnings: [
      ...(room < wanted
        ? [
            `WARNING: /dev/shm has ${formatSize(sharedMemoryBytes ?? 0)} free, in which ${room} of ${wanted} loaders can hand over batches of ${batchSize} photos of ${imgsz} pixels, so workers is ${room}. Give the container more (docker run --shm-size 1g), or take smaller batches.`,
          ]
        : []),
      ...full.map(
        ([folder, free]) =>
          `WARNING: ${folder} has ${formatSize(free)} free; a run may need ${formatSize(leastDiskBytes)}. Give the job a larger volume.`,
      ),
    ],
  };
}
