import type { OptionName } from '../option-table.js';
import type { OptionValue } from '../option-spec.js';
import { type HypValues, shippedHyps } from './shipped-hyps.js';

export interface Preset {
  /** When to take it, in one sentence. */
  readonly purpose: string;
  /** Options other than YOLOv5's hyperparameters. */
  readonly options: Readonly<Partial<Record<OptionName, OptionValue>>>;
  /** YOLOv5's hyperparameters for so many epochs. */
  readonly toHyp: (epochs: number) => HypValues;
  /** Why each value differs from YOLOv5's hyp.scratch-low. */
  readonly reasons: Readonly<Record<string, string>>;
}

export type PresetName = 'finetune-small' | 'finetune' | 'scratch';

const base = shippedHyps['hyp.scratch-low'] ?? {};

export const presets: Readonly<Record<PresetName, Preset>> = {
  'finetune-small': {
    purpose:
      'Trained weights and few photos, up to some hundreds. Measured with yolov5n, 64 drawn photos of five tools, 128 pixels and 25 epochs, on 32 others (one seed, one run each): mAP50 0.49, where hyp.scratch-low comes to 0.014.',
    options: { freeze: [10], optimizer: 'AdamW', patience: 30 },
    toHyp: (epochs) => ({
      ...base,
      ...{ lr0: 0.024, momentum: 0.9, warmup_epochs: 3 * epochs, warmup_bias_lr: 0, scale: 0.3, mosaic: 0.5 },
    }),
    reasons: {
      freeze:
        '10: the backbone keeps what it learnt from 118,000 photos; a few can only make it remember them. It also makes an epoch faster.',
      optimizer: 'AdamW: of few steps each has to count, and it finds the size of each by itself.',
      patience: '30: what there is to learn of few photos is learnt early.',
      warmup_epochs:
        'three times `epochs`: YOLOv5 gathers gradients over 64 photos, which leaves one step an epoch to 64 photos, but over fewer while it warms up, for 100 batches at least. A run that ends before its warm-up does takes two to four times as many steps, at a rate that rises and falls.',
      lr0: '0.024: is meant with that warm-up, which never lets the rate come above a twelfth of it, 0.002.',
      warmup_bias_lr: '0: biases begin as slowly as all else.',
      momentum: "0.9: AdamW's own beta1.",
      scale: '0.3: photos of one place and one camera show objects of much the same size.',
      mosaic: '0.5: half of the batches look like what the model will be shown.',
    },
  },
  finetune: {
    purpose: "Trained weights and about a thousand photos or more: YOLOv5's own values, all layers learn.",
    options: {},
    toHyp: () => ({ ...base, lrf: 0.1 }),
    reasons: {
      lrf: '0.1: the rate ends at a tenth, not at a hundredth, so that the last of few epochs count; hyp.VOC, which YOLOv5 evolved for fine-tuning over 50 epochs, found 0.15.',
    },
  },
  scratch: {
    purpose: "No weights: YOLOv5's own hyp.scratch-low. For yolov5m and larger add hyp: hyp.scratch-high.",
    options: {},
    toHyp: () => base,
    reasons: {},
  },
};

/** Under so many photos the log points at `finetune-small`. */
export const fewPhotos = 500;

/** The preset that holds where none is named: by what the training starts from. */
export function choosePreset(weights: string): PresetName {
  return weights === 'none' ? 'scratch' : 'finetune';
}
