import type { TrainOptions } from '../options/option-table.js';

/** Families whose sizes differ in the width of nearly every layer; YOLO11's m and l, as others', have most layers in common. */
const sized = /^(yolov5|yolov8)([nsmlx])/;

/**
 * What is wrong with a cfg by its name, beside weights by theirs: of the same family in another size, a network can take less
 * than a fifth of them. Undefined where nothing is, or where only the training can tell.
 */
export function judgeCfgOfWeights({ weights, cfg }: Pick<TrainOptions, 'weights' | 'cfg'>): string | undefined {
  if (!weights.endsWith('.pt')) return undefined;
  const [, family, size] = sized.exec(weights) ?? [];
  const [, ofCfg, wanted] = sized.exec(cfg ?? '') ?? [];
  if (family === undefined || family !== ofCfg || size === wanted) return undefined;
  return (
    `The weights ${weights} don't fit the network that --cfg ${cfg} names: most of them would be left out, and nearly all of it would ` +
    'train from scratch. Leave --cfg out to train the network of the weights, or pass --weights none.'
  );
}
