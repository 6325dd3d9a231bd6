import { HyperparameterInvalidError } from '../errors.js';
import type { OptionName } from './option-table.js';
import type { OptionValue } from './option-spec.js';

/** Options of YOLOv5 alone. */
const yolov5Only: readonly OptionName[] = [
  ...(['hyp', 'quad', 'multi-scale', 'image-weights', 'sync-bn', 'noval', 'noautoanchor', 'label-smoothing'] as const),
  ...(['cls-pw', 'obj', 'obj-pw', 'iou-t', 'anchor-t', 'anchors', 'fl-gamma'] as const),
];

/** What an engine doesn't have is refused, not left out. @throws HyperparameterInvalidError */
export function assertEngineHas(options: Readonly<Partial<Record<OptionName, OptionValue>>>): void {
  if (options.engine !== 'ultralytics') return;
  const name = yolov5Only.find((option) => options[option] !== undefined && options[option] !== false);
  const alone = name ?? (options.cache === 'val' ? 'cache val' : undefined);
  if (alone !== undefined)
    throw new HyperparameterInvalidError(
      `The training option ${alone} is YOLOv5's alone. Leave it out, or train with --engine yolov5.`,
    );
}
