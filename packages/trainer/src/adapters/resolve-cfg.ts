import { HyperparameterInvalidError } from '../errors.js';
import type { TrainOptions } from '../options/option-table.js';
import { findInChannels } from './find-in-channels.js';

/** Architectures that come with an engine, by name: `yolov5n`, `yolov5s6`, `yolov5-p2`, `yolov8n`, `yolo11n`. */
const shipped: Readonly<Record<string, RegExp>> = {
  yolov5: /^yolov[35][a-z0-9-]*$/,
  ultralytics: /^yolo(v?\d+)[a-z0-9-]*$/,
};

/**
 * `cfg` as a file of a channel, or a name that the engine knows.
 * @throws HyperparameterInvalidError where it is neither
 */
export async function resolveCfg(
  { cfg, engine }: TrainOptions,
  folders: readonly string[],
): Promise<{ readonly cfg?: string }> {
  if (cfg === undefined) return {};
  const file = await findInChannels(cfg, folders, ['', '.yaml']);
  if (file !== undefined) return { cfg: file };
  if (shipped[engine]?.test(cfg.replace(/\.ya?ml$/, ''))) return { cfg };
  throw new HyperparameterInvalidError(
    `The training option cfg is "${cfg}"; expected a YAML file that exists, a file's name in a channel, or an architecture such as ${engine === 'yolov5' ? 'yolov5n, yolov5s, yolov5m, yolov5l or yolov5x' : 'yolov8n or yolo11n'}.`,
  );
}
