/** More loaders than these wait for the disk, and for each other. */
const mostWorkers = 8;

/** Loaders of each training process where nobody says how many: its share of the cores. */
export function defaultWorkers(cores: number, ranks = 1): number {
  return Math.min(mostWorkers, Math.max(1, Math.floor(cores / Math.max(1, ranks))));
}
