import { tmpdir } from 'node:os';
import type { CheckedData } from '../adapters/check-training-data.js';
import type { RunData } from '../adapters/write-run-data.js';
import { type CachedPhotos, measureCache } from '../machine/cache-demand.js';
import { chooseCache } from '../machine/choose-cache.js';
import type { Machine, MachineCheck } from '../machine/judge-machine.js';
import type { TrainOptions } from '../options/resolve-options.js';

export interface PhotosToCache {
  readonly checked: Pick<CheckedData, 'sizeOf'>;
  readonly data: Pick<RunData, 'originals'>;
}

type Room = Pick<Machine, 'ranks' | 'memoryBytes' | 'diskBytes'> & Pick<MachineCheck, 'loaderBytes'>;

export interface Hearers {
  readonly note: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** The options with `cache` as the run has it, by what the photos take decoded and what the machine has free. */
export function settleCache(
  options: TrainOptions,
  { checked, data }: PhotosToCache,
  machine: Room,
  { note, warn }: Hearers,
): TrainOptions {
  const sizesOf = (photos: readonly string[]): CachedPhotos['train'] =>
    photos.flatMap((photo) => checked.sizeOf(photo) ?? []);
  const demand = measureCache({
    train: sizesOf(data.originals.train),
    val: sizesOf(data.originals.val),
    imgsz: options.imgsz,
    ranks: machine.ranks,
    noval: options.noval ?? false,
  });
  // The run's folder, beside whose photos YOLOv5 writes its cache on disk, lies in the folder for temporary files.
  const choice = chooseCache(options, demand, { ...machine, diskBytes: machine.diskBytes.get(tmpdir()) });
  if (choice.note) note(choice.note);
  if (choice.warning) warn(choice.warning);
  return { ...options, ...(choice.cache === undefined ? {} : { cache: choice.cache }) };
}
