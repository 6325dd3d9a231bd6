import { readTrainArgs, type JobFiles } from '../adapters/read-job-files.js';
import { resolveCfg } from '../adapters/resolve-cfg.js';
import { writeHyp } from '../adapters/write-hyp.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { resolveOptions, type TrainOptions } from '../options/resolve-options.js';
import type { HypValues } from '../options/presets/shipped-hyps.js';
import { assertLocalWeights } from './assert-local-weights.js';
import type { Channels } from './find-channels.js';
import { findWeightsFile } from './find-weights-file.js';

export interface OptionSources {
  readonly paths: MlPaths;
  readonly files: JobFiles;
  readonly channels: Channels;
  /** The channels that are folders. */
  readonly folders: readonly string[];
  readonly workFolder: string;
}

export interface SettledOptions {
  readonly options: TrainOptions;
  /** Where YOLOv5's hyperparameters come from, for the log. */
  readonly hypOrigin: string;
  /** By their names there; the framework's own are not known. */
  readonly hypValues: HypValues;
  /** `hyp` as it was given. */
  readonly givenHyp: string | undefined;
  readonly warnings: readonly string[];
}

/** Presets and hyp files are YOLOv5's. */
const frameworksOwn = { file: undefined, origin: "the framework's own", values: {}, warnings: [] };

/**
 * Options from hyperparameters.json before those of a channel's train-args file, with what they name found in the channels.
 * @throws HyperparameterInvalidError, JobFileUnreadableError, ChannelUnusableError, WeightsNotFoundError, WeightsUnusableError
 */
export async function settleOptions(sources: OptionSources): Promise<SettledOptions> {
  const { paths, files, channels, workFolder } = sources;
  const folders = [...sources.folders, '.'];
  const trainArgs = await readTrainArgs(sources.folders, paths.root);
  const given = new Map([...trainArgs, ...files.hyperparameters]);
  const resolved = resolveOptions(given);
  // A client's null leaves an option as if it weren't there.
  const weights = await findWeightsFile(resolved.weights, channels, (given.get('weights') ?? null) !== null);
  await assertLocalWeights(weights, resolved.engine, channels);
  const hyp = resolved.engine === 'yolov5' ? await writeHyp(resolved, folders, workFolder) : frameworksOwn;
  return {
    hypOrigin: hyp.origin,
    hypValues: hyp.values,
    givenHyp: resolved.hyp,
    warnings: hyp.warnings,
    options: {
      ...resolved,
      ...(hyp.file === undefined ? {} : { hyp: hyp.file }),
      ...(await resolveCfg(resolved, folders)),
      weights,
    },
  };
}
