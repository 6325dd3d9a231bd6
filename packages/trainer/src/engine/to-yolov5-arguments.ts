import { toYolov5Options } from '../options/to-framework-options.js';
import type { EngineTraining } from './engine.js';

export const runName = 'run';

/** `yolov5.train`'s options, by their names there. @param cores sets the default of `workers` */
export function toYolov5Arguments(
  { options, data, weights, workFolder }: EngineTraining,
  cores: number,
): Record<string, unknown> {
  const { cache, ...own } = toYolov5Options(options);
  return {
    ...own,
    ...(cache === 'none' || cache === undefined ? {} : { cache }),
    data,
    // An absolute path or nothing: a bare name makes the package ask a model hub for it.
    weights: weights ?? '',
    cfg: weights && !options.cfg ? '' : toYamlName(options.cfg ?? 'yolov5n'),
    ...(options.hyp ? { hyp: toYamlName(options.hyp) } : {}),
    // The run's data names one class already.
    single_cls: false,
    workers: options.workers ?? Math.min(8, cores),
    project: workFolder,
    name: runName,
    exist_ok: true,
  };
}

/** YOLOv5 finds a shipped file by its name with the suffix. */
function toYamlName(name: string): string {
  return /\.ya?ml$/.test(name) ? name : `${name}.yaml`;
}
