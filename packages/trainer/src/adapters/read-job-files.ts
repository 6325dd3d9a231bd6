import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlPaths } from '../contract/ml-paths.js';
import { type HyperparameterValue, parseHyperparameters } from '../contract/parse-hyperparameters.js';
import { type ChannelConfig, parseInputDataConfig } from '../contract/parse-input-data-config.js';
import { parseJsonObject } from '../contract/parse-json-object.js';
import { parseResourceConfig, type ResourceConfig } from '../contract/parse-resource-config.js';
import { toTrainArgs, trainArgsFile } from '../contract/parse-train-args.js';

/** What SageMaker lays out under input/config, each file of which may be missing. */
export interface JobFiles {
  readonly hyperparameters: ReadonlyMap<string, HyperparameterValue>;
  readonly channels: ReadonlyMap<string, ChannelConfig>;
  readonly resources: ResourceConfig;
  /** The last two files as they are; `{}` where there is none. */
  readonly inputDataConfig: string;
  readonly resourceConfig: string;
}

/** @throws JobFileUnreadableError for a file that is no JSON object */
export async function readJobFiles(paths: MlPaths): Promise<JobFiles> {
  const [hyperparameters = '{}', inputDataConfig, resourceConfig] = await Promise.all(
    [paths.hyperparameters, paths.inputDataConfig, paths.resourceConfig].map(readIfThere),
  );
  return {
    hyperparameters: parseHyperparameters(hyperparameters, paths.hyperparameters),
    channels: parseInputDataConfig(inputDataConfig, paths.inputDataConfig),
    resources: parseResourceConfig(resourceConfig, paths.resourceConfig),
    inputDataConfig: inputDataConfig ?? '{}',
    resourceConfig: resourceConfig ?? '{}',
  };
}

/** Options of a train-args file in one of the folders; none where there is no such file. */
export async function readTrainArgs(
  folders: readonly string[],
  mlRoot: string,
): Promise<ReadonlyMap<string, HyperparameterValue>> {
  for (const folder of folders) {
    const file = join(folder, trainArgsFile);
    const text = await readIfThere(file);
    if (text !== undefined) return toTrainArgs(parseJsonObject(text, file, 'a map from options to values'), mlRoot);
  }
  return new Map();
}

/** @throws what reading throws, but for a missing file */
function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
