import type { PresetName } from '../options/presets/presets.js';

/** What a search tries for one hyperparameter. */
export type SearchRange =
  | {
      readonly kind: 'continuous' | 'integer';
      readonly name: string;
      readonly min: number;
      readonly max: number;
      /** `log`: equally often in each decade, as learning rates are searched. */
      readonly scale: 'linear' | 'log';
    }
  | { readonly kind: 'choice'; readonly name: string; readonly values: readonly string[] };

const learning = (min: number, max: number): SearchRange[] => [
  { kind: 'continuous', name: 'lr0', min, max, scale: 'log' },
  { kind: 'continuous', name: 'momentum', min: 0.8, max: 0.98, scale: 'linear' },
  { kind: 'continuous', name: 'weight-decay', min: 1e-5, max: 1e-3, scale: 'log' },
  { kind: 'continuous', name: 'mosaic', min: 0, max: 1, scale: 'linear' },
];

/**
 * Ranges around each preset's own values, all within those that YOLOv5's `--evolve` allows (lr0 1e-5 to 1e-1, momentum 0.6 to
 * 0.98, weight_decay 0 to 1e-3, mosaic 0 to 1). A frozen backbone is tried where the weights know something already.
 * @param imgsz the base size in pixels: three quarters of it is tried too, which costs half
 * @param engine only YOLOv5 gets the presets' hyperparameters
 */
export function toSearchSpace(preset: PresetName, imgsz: number, engine = 'yolov5'): SearchRange[] {
  const sizes: SearchRange = {
    kind: 'choice',
    name: 'imgsz',
    values: [...new Set([toMultipleOf32(imgsz * 0.75), imgsz])].map(String),
  };
  const freeze: SearchRange = { kind: 'choice', name: 'freeze', values: ['0', '10'] };
  const spaces: Record<PresetName, SearchRange[]> = {
    // AdamW's rates; those of the preset are never reached, because its warm-up outlasts the run.
    'finetune-small': [...(engine === 'yolov5' ? learning(5e-3, 6e-2) : learning(1e-4, 1e-2)), freeze, sizes],
    finetune: [...learning(5e-4, 3e-2), freeze, sizes],
    scratch: [...learning(2e-3, 5e-2), sizes],
  };
  return spaces[preset];
}

function toMultipleOf32(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}

/** Ranges of the caller's take the place of those of the same name; of two for one name the last holds. */
export function withRanges(space: readonly SearchRange[], own: readonly SearchRange[]): SearchRange[] {
  return [...new Map([...space, ...own].map((range) => [range.name, range])).values()];
}
