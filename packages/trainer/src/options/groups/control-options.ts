import type { OptionSpec } from '../option-spec.js';

/** Options of ours, which no framework sees. */
export const controlOptions = {
  engine: {
    group: 'basics',
    kind: 'text',
    choices: ['yolov5', 'ultralytics'],
    fallback: 'yolov5',
    help: 'Training framework: yolov5, or ultralytics for YOLOv8 and YOLO11.',
  },
  preset: {
    group: 'basics',
    kind: 'text',
    choices: ['finetune-small', 'finetune', 'scratch'],
    help: 'A set of values with reasons; by default finetune, or scratch with weights none. Single options override it.',
  },
  'data-yaml': {
    group: 'data',
    kind: 'text',
    help: "Which data.yaml, where the channels hold several: a path, or a file's name.",
  },
  'stop-on-overfit': {
    group: 'over-fitting',
    kind: 'flag',
    help: 'Stop when the trend rule says that the run over-fits, and keep the best epoch.',
  },
  'overfit-patience': {
    group: 'over-fitting',
    kind: 'integer',
    min: 1,
    max: 10_000,
    help: "Epochs for which the trend rule waits before it stops; by default the rule's own choice by the length of the run.",
  },
  'price-per-hour': {
    group: 'over-fitting',
    kind: 'number',
    min: 0,
    max: 10_000,
    help: 'The price of one machine, to say what an early stop saved.',
  },
  resume: {
    group: 'checkpoints',
    kind: 'flag',
    fallback: true,
    help: 'Go on from the checkpoints where there are any; false starts afresh where they are of another job.',
  },
  'continue-from': {
    group: 'checkpoints',
    kind: 'text',
    help: "A finished run's checkpoints, to train longer: a folder, or the channel that holds them.",
  },
  'channels-last': {
    group: 'run',
    kind: 'flag',
    fallback: true,
    help: 'Lay tensors channels-last (NHWC) where that computes faster; false keeps the layout, and so the rounding, of bare YOLOv5.',
  },
  tensorboard: { group: 'run', kind: 'flag', help: 'Write TensorBoard events.' },
  'export-sizes': {
    group: 'export',
    kind: 'text',
    help: 'Fixed input sizes to export, the default first: 640 or 640,480x640 (height x width). By default imgsz.',
  },
  'export-precision': {
    group: 'export',
    kind: 'text',
    fallback: 'fp32',
    help: 'Precisions to export, the default first: fp32, fp16, int8, or several of them with commas.',
  },
  'max-map-drop': {
    group: 'export',
    kind: 'number',
    min: 0,
    max: 1,
    fallback: 0.01,
    help: 'How much mAP50-95 an exported variant may lose against fp32 before it is refused.',
  },
} as const satisfies Record<string, OptionSpec>;
