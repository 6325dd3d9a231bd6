import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createStorage, downloadTree, isS3Uri } from '@detectory/storage';
import type { MlPaths } from '../../contract/ml-paths.js';
import { resolveOptions } from '../../options/resolve-options.js';
import type { RunRequest } from '../../runner/run-request.js';
import { findOptionFiles } from '../find-option-files.js';
import { readDataset } from '../read-dataset.js';
import { resolveCheckpoint } from '../resolve-checkpoint.js';
import { isNameElsewhere } from '../resolve-weights.js';

/** What a channel shows of this machine: nothing is copied. */
export interface ChannelLink {
  /** Absolute. */
  readonly source: string;
  /** Below the channels' folder: `training`, `weights/yolov5s.pt`. */
  readonly at: string;
}

/**
 * Writes what SageMaker writes before it starts a training container, and answers what its channels are to show.
 * @param channelsInside the channels' folder as the control program sees it
 * @throws DatasetUnusableError, WeightsNotFoundError, WeightsUnusableError before anything starts
 */
export async function layOutRun(paths: MlPaths, request: RunRequest, channelsInside: string): Promise<ChannelLink[]> {
  const folders = [dirname(paths.hyperparameters), paths.channels, paths.model, paths.outputData, paths.checkpoints];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  const data = await provideChannel('training', request.data, paths);
  await readDataset(data.source);
  const weights = await provideWeights(request, paths);
  const options = await provideFiles(request.hyperparameters, channelsInside);
  const further = await Promise.all(
    Object.entries(request.channels ?? {}).map(([name, source]) => provideChannel(name, source, paths)),
  );
  const links = [data, ...(weights.link ? [weights.link] : []), ...options.links, ...further];
  const hyperparameters = { ...options.hyperparameters, weights: weights.name };
  await writeConfiguration(paths, hyperparameters, links);
  return links.filter(({ source, at }) => source !== join(paths.channels, at));
}

/** Shows each channel's source by a symbolic link, for a program that runs on this file system. */
export async function linkChannels({ channels }: MlPaths, links: readonly ChannelLink[]): Promise<void> {
  for (const { source, at } of links) {
    await mkdir(dirname(join(channels, at)), { recursive: true });
    await symlink(source, join(channels, at));
  }
}

async function provideChannel(name: string, source: string, { channels }: MlPaths): Promise<ChannelLink> {
  if (!isS3Uri(source)) return { source: resolve(source), at: name };
  await downloadTree(createStorage(), source, join(channels, name));
  return { source: join(channels, name), at: name };
}

interface ProvidedWeights {
  readonly name: string;
  readonly link?: ChannelLink;
}

async function provideWeights(
  { hyperparameters, resume }: RunRequest,
  { channels }: MlPaths,
): Promise<ProvidedWeights> {
  const { weights, engine } = resolveOptions(new Map(Object.entries(hyperparameters)));
  if (resume && (await isNameElsewhere(weights))) return { name: weights };
  const source = await resolveCheckpoint(weights, engine, { downloadFolder: join(channels, 'weights') });
  if (source === undefined) return { name: 'none' };
  const name = basename(source);
  return { name, link: { source, at: `weights/${name}` } };
}

/** Values that are files of this machine become files of the channel `config`. */
async function provideFiles(
  given: Readonly<Record<string, string>>,
  channelsInside: string,
): Promise<{ hyperparameters: Record<string, string>; links: ChannelLink[] }> {
  const hyperparameters = { ...given };
  const links: ChannelLink[] = [];
  for (const { name, file } of await findOptionFiles(given)) {
    const at = `config/${name}/${basename(file)}`;
    links.push({ source: resolve(file), at });
    hyperparameters[name] = join(channelsInside, at);
  }
  return { hyperparameters, links };
}

async function writeConfiguration(
  paths: MlPaths,
  hyperparameters: Readonly<Record<string, string>>,
  links: readonly ChannelLink[],
): Promise<void> {
  const names = [...new Set(links.map(({ at }) => at.split('/', 1)[0] ?? at))];
  const host = 'algo-1';
  await writeJson(paths.hyperparameters, hyperparameters);
  await writeJson(
    paths.inputDataConfig,
    Object.fromEntries(names.map((name) => [name, { TrainingInputMode: 'File' }])),
  );
  await writeJson(paths.resourceConfig, {
    current_host: host,
    hosts: [host],
    network_interface_name: 'lo',
    current_instance_type: 'local',
  });
}

export function writeJson(file: string, value: object): Promise<void> {
  return writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
