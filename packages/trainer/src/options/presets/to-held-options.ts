import type { TrainOptions } from '../option-table.js';
import type { HypValues } from './shipped-hyps.js';

/**
 * Options for people: YOLOv5's hyperparameters one by one, with those of the preset or hyp file, and `hyp` as somebody gave it,
 * not the file that the run wrote for its engine.
 */
export function toHeldOptions(
  { hyp: _, ...options }: TrainOptions,
  hyp: string | undefined,
  values: HypValues,
): TrainOptions {
  const each = Object.entries(values).map(([name, value]) => [name.replaceAll('_', '-'), value] as const);
  return { ...options, ...(hyp === undefined ? {} : { hyp }), ...Object.fromEntries(each) };
}
