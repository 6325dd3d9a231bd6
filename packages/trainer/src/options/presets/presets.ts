import type { OptionName } from '../option-table.js';
import type { OptionValue } from '../option-spec.js';
import { type HypValues, shippedHyps } from './shipped-hyps.js';

export interface Preset {
  /** When to take it, in one sentence. */
  readonly purpose: string;
  /** Options other than YOLOv5's hyperparameters. */
  readonly options: Readonly<Partial<Record<OptionName, OptionValue>>>;
  readonly hyp: HypValues;
  /** Why each value differs from YOLOv5's hyp.scratch-low. */
  readonly reasons: Readonly<Record<string, string>>;
}

export type PresetName = 'finetune-small' | 'finetune' | 'scratch';

const base = shippedHyps['hyp.scratch-low'] ?? {};

const gentle = { lr0: 0.0033, lrf: 0.15 };
const gentleReasons = {
  lr0: '0.0033: a third of the rate for training from nothing. The weights are good already, and large steps would undo them; hyp.VOC, which YOLOv5 evolved for fine-tuning over 50 epochs, found 0.00334.',
  lrf: '0.15: the rate still falls, but not to nothing, so that the last of few epochs count (hyp.VOC: 0.151).',
};

export const presets: Readonly<Record<PresetName, Preset>> = {
  'finetune-small': {
    purpose: 'Trained weights and few photos, up to some hundreds: the backbone stays as it is.',
    options: { freeze: [10], patience: 30 },
    hyp: { ...base, ...gentle, warmup_epochs: 1, warmup_bias_lr: 0.03, scale: 0.3 },
    reasons: {
      freeze:
        '10: the backbone keeps what it learnt from 118,000 photos; a few hundred can only make it remember them. It also makes an epoch faster.',
      patience: '30: few photos make few steps an epoch, and most of what there is to learn is learnt early.',
      ...gentleReasons,
      warmup_epochs: '1: YOLOv5 warms up over 100 steps at least, which is many epochs of a small dataset anyway.',
      warmup_bias_lr: '0.03: the same with less force, because nothing has to be unlearnt.',
      scale: '0.3: photos of one place and one camera show objects of much the same size.',
    },
  },
  finetune: {
    purpose: 'Trained weights and about a thousand photos or more: all layers learn, gently.',
    options: {},
    hyp: { ...base, ...gentle },
    reasons: gentleReasons,
  },
  scratch: {
    purpose: "No weights: YOLOv5's own hyp.scratch-low. For yolov5m and larger add hyp: hyp.scratch-high.",
    options: {},
    hyp: base,
    reasons: {},
  },
};

/** The preset that holds where none is named: by what the training starts from. */
export function choosePreset(weights: string): PresetName {
  return weights === 'none' ? 'scratch' : 'finetune';
}
