import { HyperparameterInvalidError } from '../errors.js';
import { defaultWorkers } from '../machine/default-workers.js';
import type { EngineTraining } from './engine.js';
import { toDefaultArchitecture, isArchitecture } from './architectures.js';
import { runName } from './run-name.js';

/** Options that mean the same in both frameworks, by YOLOv5's names; Ultralytics writes them with _. */
const shared = [
  ...['epochs', 'imgsz', 'seed', 'patience', 'optimizer', 'rect', 'cos-lr', 'save-period'],
  ...['lr0', 'lrf', 'momentum', 'weight-decay', 'warmup-epochs', 'warmup-momentum', 'warmup-bias-lr', 'box', 'cls'],
  ...['hsv-h', 'hsv-s', 'hsv-v', 'degrees', 'translate', 'scale', 'shear', 'perspective'],
  ...['flipud', 'fliplr', 'mosaic', 'mixup', 'copy-paste'],
];

type Given = Readonly<Record<string, unknown>>;

/**
 * Ultralytics' train options, by their names there. @param cores sets the default of `workers`
 * @throws HyperparameterInvalidError for architectures that Ultralytics doesn't have
 */
export function toUltralyticsArguments(
  { options, data, weights, workFolder }: Pick<EngineTraining, 'options' | 'data' | 'weights' | 'workFolder'>,
  cores: number,
): Record<string, unknown> {
  const given = options as unknown as Given;
  const same = shared.filter((name) => given[name] !== undefined);
  return {
    ...Object.fromEntries(same.map((name) => [name.replaceAll('-', '_'), given[name]])),
    ...toModel(weights, given['cfg']),
    data,
    batch: given['batch-size'],
    freeze: toFreeze(given['freeze']),
    workers: given['workers'] ?? defaultWorkers(cores),
    cache: toCache(given['cache']),
    // Nothing leaves it to Ultralytics, which knows where it helps.
    channels_last: given['channels-last'] === false ? false : null,
    plots: given['noplots'] !== true,
    project: workFolder,
    name: runName,
    exist_ok: true,
  };
}

function toModel(weights: string | undefined, cfg: unknown): Record<string, unknown> {
  if (weights && cfg === undefined) return { model: weights };
  return { model: toArchitecture(cfg ?? toDefaultArchitecture('ultralytics')), pretrained: weights ?? false };
}

/** A path is somebody's own. */
function toArchitecture(cfg: unknown): string {
  const name = String(cfg);
  if (name.includes('/')) return name;
  if (isArchitecture('ultralytics', name)) return name.endsWith('.yaml') ? name : `${name}.yaml`;
  throw new HyperparameterInvalidError(
    `The architecture ${name} is no detector of Ultralytics; expected one that it ships, such as yolov8n or yolo11n, or a YAML file's path.`,
  );
}

/** One number is how many first layers, several are which. */
function toFreeze(freeze: unknown): unknown {
  return Array.isArray(freeze) && freeze.length === 1 ? freeze[0] : (freeze ?? 0);
}

function toCache(cache: unknown): string | boolean {
  return cache === 'ram' || cache === 'disk' ? cache : false;
}
