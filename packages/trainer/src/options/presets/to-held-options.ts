import { basename, isAbsolute, relative } from 'node:path';
import type { TrainOptions } from '../option-table.js';
import type { HypValues } from './shipped-hyps.js';

/**
 * Options for people: YOLOv5's hyperparameters one by one, with those of the preset or hyp file, and `hyp` as somebody gave it,
 * not the file that the run wrote for its engine. A channel's files have their bare names: its folder is gone, or in a container,
 * when somebody reads this.
 */
export function toHeldOptions(
  { hyp: _, ...options }: TrainOptions,
  hyp: string | undefined,
  values: HypValues,
  channels: string,
): TrainOptions {
  const toName = (file: string): string => (isBelow(channels, file) ? basename(file) : file);
  const each = Object.entries(values).map(([name, value]) => [name.replaceAll('_', '-'), value] as const);
  return {
    ...options,
    weights: toName(options.weights),
    ...(options.cfg === undefined ? {} : { cfg: toName(options.cfg) }),
    ...(hyp === undefined ? {} : { hyp: toName(hyp) }),
    ...Object.fromEntries(each),
  };
}

function isBelow(folder: string, file: string): boolean {
  return isAbsolute(file) && !relative(folder, file).startsWith('..');
}
