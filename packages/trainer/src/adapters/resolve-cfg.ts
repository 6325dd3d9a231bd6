import { nearestName } from '@detectory/dataset';
import { architectures, isArchitecture } from '../engine/architectures.js';
import { HyperparameterInvalidError } from '../errors.js';
import type { TrainOptions } from '../options/option-table.js';
import { findInChannels } from './find-in-channels.js';

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
  if (isArchitecture(engine, cfg)) return { cfg };
  throw new HyperparameterInvalidError(
    `The training option cfg is "${cfg}"; expected a YAML file that exists, a file's name in a channel, or an architecture such as ${engine === 'yolov5' ? 'yolov5n, yolov5s, yolov5m, yolov5l or yolov5x' : 'yolov8n or yolo11n'}.${advise(cfg, engine)}`,
  );
}

function advise(cfg: string, engine: string): string {
  if (/-(seg|cls)\b/.test(cfg)) return ' Detectory trains detectors: leave out -seg or -cls.';
  const other = Object.keys(architectures).find((each) => isArchitecture(each, cfg));
  if (other !== undefined) return ` It is one of ${other}: add --engine ${other} to train it.`;
  const nearest = nearestName(cfg, architectures[engine] ?? []);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
