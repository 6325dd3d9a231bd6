import { join } from 'node:path';
import { defaultWorkers } from '../machine/default-workers.js';
import { toYolov5Options } from '../options/to-framework-options.js';
import { toDefaultArchitecture } from './architectures.js';
import type { EngineTraining } from './engine.js';
import { runName } from './run-name.js';

/** `yolov5.train`'s options, by their names there. @param cores sets the default of `workers` */
export function toYolov5Arguments(
  { options, data, weights, workFolder, resume }: EngineTraining,
  cores: number,
): Record<string, unknown> {
  const { cache, ...own } = toYolov5Options(options);
  return {
    ...own,
    ...(cache === 'none' || cache === undefined ? {} : { cache }),
    data,
    ...(resume ? toResumed(resume.checkpoint, options.seed, resume.epoch) : toFresh(weights, options.cfg)),
    ...(options.hyp ? { hyp: toYamlName(options.hyp) } : {}),
    // The run's data names one class already.
    single_cls: false,
    workers: options.workers ?? defaultWorkers(cores),
    project: workFolder,
    name: runName,
    exist_ok: true,
  };
}

/** An absolute path or nothing: a bare name makes the package ask a model hub for it. */
function toFresh(weights: string | undefined, cfg: string | undefined): Record<string, unknown> {
  return { weights: weights ?? '', cfg: weights && !cfg ? '' : toYamlName(cfg ?? toDefaultArchitecture('yolov5')) };
}

/**
 * The checkpoint has the architecture. Its epochs' share of the random numbers is drawn already: with the same seed, each
 * new start would show the network the first epochs' mosaics again.
 */
function toResumed(checkpoint: string, seed: number, epoch: number): Record<string, unknown> {
  return { weights: join(checkpoint, 'last.pt'), cfg: '', resume: true, seed: (seed + epoch + 1) % 2 ** 31 };
}

/** YOLOv5 finds a shipped file by its name with the suffix. */
function toYamlName(name: string): string {
  return /\.ya?ml$/.test(name) ? name : `${name}.yaml`;
}
