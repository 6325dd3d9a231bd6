/** One training option: YOLOv5's own name, what it takes, and what it means. Docs and checks are made from this table. */
export type OptionSpec =
  | {
      readonly kind: 'integer' | 'number';
      readonly min: number;
      readonly max: number;
      readonly fallback?: number;
      readonly help: string;
    }
  | { readonly kind: 'text'; readonly fallback?: string; readonly choices?: readonly string[]; readonly help: string }
  | { readonly kind: 'flag'; readonly help: string };

/** Keys are hyperparameter names as SageMaker passes them; the launcher's flags are the same names. */
export const optionTable = {
  epochs: { kind: 'integer', min: 1, max: 10_000, fallback: 50, help: 'Passes over the training photos.' },
  imgsz: {
    kind: 'integer',
    min: 32,
    max: 4096,
    fallback: 640,
    help: 'Side in pixels to which photos are scaled in training; a multiple of 32.',
  },
  'batch-size': { kind: 'integer', min: 1, max: 1024, fallback: 16, help: 'Photos in each step.' },
  weights: {
    kind: 'text',
    fallback: 'yolov5s.pt',
    help: 'Starting weights: a path, an s3:// URI, a name such as yolov5s.pt, or none.',
  },
  cfg: { kind: 'text', help: 'Architecture for weights none: a name such as yolov5n, or a YAML file.' },
  hyp: {
    kind: 'text',
    help: "YOLOv5's hyperparameters: a YAML file, or a name that YOLOv5 ships, such as hyp.scratch-low.",
  },
  freeze: {
    kind: 'integer',
    min: 0,
    max: 24,
    fallback: 0,
    help: 'How many first layers stay as they are; 10 is the backbone.',
  },
  seed: { kind: 'integer', min: 0, max: 2_147_483_647, fallback: 0, help: 'Seed of everything random.' },
  optimizer: { kind: 'text', choices: ['SGD', 'Adam', 'AdamW'], fallback: 'SGD', help: 'Optimizer.' },
  patience: {
    kind: 'integer',
    min: 0,
    max: 10_000,
    fallback: 100,
    help: 'Stop after this many epochs without a better fitness.',
  },
  workers: {
    kind: 'integer',
    min: 0,
    max: 64,
    help: 'Processes that load photos; by default as many as there are cores, at most 8.',
  },
  'cos-lr': { kind: 'flag', help: 'Learning rate falls along a cosine.' },
  'export-sizes': {
    kind: 'text',
    help: 'Fixed input sizes to export, the default first: 640 or 640,480x640 (height x width). By default imgsz.',
  },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof optionTable;

/** Other spellings that people use for an option. */
export const optionAliases: Readonly<Record<string, OptionName>> = {
  batch: 'batch-size',
  img: 'imgsz',
  'img-size': 'imgsz',
};
