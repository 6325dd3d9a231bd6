import type { EngineTraining } from './engine.js';

export const runName = 'run';

/** `yolov5.train`'s options, by their names there. @param cores sets the default of `workers` */
export function toYolov5Arguments(
  { options, data, weights, workFolder }: EngineTraining,
  cores: number,
): Record<string, unknown> {
  return {
    data,
    // An absolute path or nothing: a bare name makes the package ask a model hub for it.
    weights: weights ?? '',
    cfg: weights && !options.cfg ? '' : toYamlName(options.cfg ?? 'yolov5n'),
    ...(options.hyp ? { hyp: toYamlName(options.hyp) } : {}),
    epochs: options.epochs,
    batch_size: options['batch-size'],
    imgsz: options.imgsz,
    freeze: [options.freeze],
    seed: options.seed,
    optimizer: options.optimizer,
    patience: options.patience,
    workers: options.workers ?? Math.min(8, cores),
    cos_lr: options['cos-lr'] ?? false,
    project: workFolder,
    name: runName,
    exist_ok: true,
  };
}

/** YOLOv5 finds a shipped file by its name with the suffix. */
function toYamlName(name: string): string {
  return /\.ya?ml$/.test(name) ? name : `${name}.yaml`;
}
