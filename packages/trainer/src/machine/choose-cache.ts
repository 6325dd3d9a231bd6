import { formatSize } from '@detectory/terminal';
import type { TrainOptions } from '../options/option-table.js';
import type { CacheDemand } from './cache-demand.js';
import { photosShareOfMemory } from './cap-workers.js';

export interface CacheRoom {
  /** Free memory; undefined where the machine can't be asked. */
  readonly memoryBytes: number | undefined;
  /** Of it, what loaders will take. */
  readonly loaderBytes: number;
  /** Free where the run's files lie. */
  readonly diskBytes: number | undefined;
}

export interface CacheChoice {
  readonly cache: TrainOptions['cache'];
  /** What was chosen, and why. */
  readonly note?: string;
  /** That what was asked for doesn't fit. */
  readonly warning?: string;
}

/** What YOLOv5 itself leaves free (check_cache_ram). */
const margin = 1.1;

/**
 * Whether decoded photos stay in memory. What was asked for holds, with a warning where it can't fit; by itself YOLOv5 gets
 * a cache in memory where it fits beside the loaders into half of what is free. Never one on disk: whole decoded photos are
 * ten times their JPEGs, and a volume in the cloud takes longer to read them than a core to decode them. Ultralytics makes
 * other mosaics with a cache in memory (of any photos, not the latest): there it is a choice about the training, a person's.
 */
export function chooseCache(
  { cache, engine }: Pick<TrainOptions, 'cache' | 'engine'>,
  demand: CacheDemand,
  room: CacheRoom,
): CacheChoice {
  if (cache !== undefined) return { cache, ...warnOf(cache, demand, room) };
  if (engine !== 'yolov5') return { cache };
  const { memoryBytes, loaderBytes } = room;
  const { ramBytes } = demand;
  if (memoryBytes === undefined)
    return { cache, note: "Photos are decoded anew each time: this machine doesn't say how much memory is free." };
  const usable = Math.max(0, photosShareOfMemory * memoryBytes - loaderBytes);
  const facts = `in memory they take ${formatSize(ramBytes)}, and of ${formatSize(memoryBytes)} free they may take ${formatSize(usable)}`;
  return ramBytes <= usable
    ? { cache: 'ram', note: `Decoded photos are kept: ${facts} (cache none keeps none).` }
    : { cache, note: `Photos are decoded anew each time: ${facts}. A smaller imgsz or more memory would change that.` };
}

function warnOf(cache: string, demand: CacheDemand, room: CacheRoom): { readonly warning?: string } {
  const { memoryBytes = Infinity, loaderBytes, diskBytes = Infinity } = room;
  const inMemory = { ram: demand.ramBytes, val: demand.valBytes }[cache];
  if (inMemory !== undefined && margin * inMemory + loaderBytes > memoryBytes)
    return {
      warning: `WARNING: With cache ${cache} decoded photos take ${formatSize(inMemory)} of memory, their loaders ${formatSize(loaderBytes)}, and ${formatSize(memoryBytes)} are free, so that the run may be killed. Leave cache out, or take a smaller imgsz or an instance with more memory.`,
    };
  if (cache === 'disk' && margin * demand.diskBytes > diskBytes)
    return {
      warning: `WARNING: With cache disk decoded photos take ${formatSize(demand.diskBytes)} beside the run's files, where ${formatSize(diskBytes)} are free. Leave cache out, make room, or give the job a larger volume.`,
    };
  return {};
}
