import { controlOptions } from './groups/control-options.js';
import { hypOptions } from './groups/hyp-options.js';
import { yolov5Options } from './groups/yolov5-options.js';
import type { OptionSpec, ValuesOf } from './option-spec.js';

const table = { ...yolov5Options, ...controlOptions, ...hypOptions };

export type OptionName = keyof typeof table;

/** Every option by its hyperparameter's name, as SageMaker passes it; the launcher's flags are the same names. */
export const optionTable: Readonly<Record<OptionName, OptionSpec>> = table;

/** Training options with every value checked and defaults filled in; of YOLOv5's hyperparameters only those that were given. */
export type TrainOptions = ValuesOf<typeof table>;

export type HypName = keyof typeof hypOptions;

/** Other spellings that people use for an option. */
export const optionAliases: Readonly<Record<string, OptionName>> = {
  batch: 'batch-size',
  img: 'imgsz',
  'img-size': 'imgsz',
  data: 'data-yaml',
};
