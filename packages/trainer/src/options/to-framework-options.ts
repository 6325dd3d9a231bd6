import { hypOptions } from './groups/hyp-options.js';
import { yolov5Options } from './groups/yolov5-options.js';
import type { TrainOptions } from './option-table.js';

/** YOLOv5's own options among the resolved ones, by their names there; hyperparameters are a file of their own. */
export function toYolov5Options(options: TrainOptions): Record<string, unknown> {
  return pick(options, Object.keys(yolov5Options));
}

/** YOLOv5's hyperparameters that were given one by one, by their names there. */
export function toGivenHyp(options: TrainOptions): Record<string, number> {
  return pick(options, Object.keys(hypOptions)) as Record<string, number>;
}

function pick(options: TrainOptions, names: readonly string[]): Record<string, unknown> {
  const values = options as unknown as Readonly<Record<string, unknown>>;
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name.replaceAll('-', '_'), values[name]]));
}
