import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../contract/parse-json-object.js';
import { ChannelUnusableError, DatasetUnusableError, type TrainerError } from '../errors.js';
import type { Channel, Channels } from './find-channels.js';

/** Where a dataset lies among the channels. */
export interface DatasetPlace {
  /** The folder that holds images and labels. */
  readonly root: string;
  readonly dataYaml: string;
}

/** Channels that hold no photos, by the names that recipes give them. */
const otherChannels = ['cfg', 'weights', 'model', 'checkpoint', 'checkpoints'];

/**
 * The dataset in one channel of any name, or in channels named images and labels with its data.yaml in one named cfg.
 * @param wanted a data.yaml by its path or name, where there are several
 * @throws DatasetUnusableError when there is none, or more than one
 */
export async function locateDataset({ all, folder }: Channels, wanted?: string): Promise<DatasetPlace> {
  const folders = all.filter(({ kind }) => kind === 'folder');
  const yamls = (await Promise.all(folders.map(findDataYamls))).flat();
  const chosen = yamls.filter(({ file }) => wanted === undefined || file === wanted || basename(file) === wanted);
  const [only, ...others] = chosen;
  if (!only) throw await noDataset({ folders, folder, wanted, found: yamls.map(({ file }) => file) });
  if (others.length > 0)
    throw new DatasetUnusableError(
      `Several files describe a dataset: ${chosen.map(({ file }) => file).join(', ')}. Pass one dataset, or data-yaml with the one to take.`,
    );
  return { dataYaml: only.file, root: findRoot(only.channel, folders, folder) };
}

/** Channels that may hold photos. */
export function photoChannels({ all }: Pick<Channels, 'all'>): Channel[] {
  return all.filter(({ kind, name }) => kind === 'folder' && !otherChannels.includes(name));
}

function findRoot(channel: Channel, folders: readonly Channel[], folder: string): string {
  const names = folders.map(({ name }) => name);
  if (names.includes('images') && names.includes('labels')) return folder;
  const photos = photoChannels({ all: folders });
  const [only, second] = photos;
  if (photos.includes(channel)) return channel.path;
  return only && !second ? only.path : folder;
}

interface FoundYaml {
  readonly channel: Channel;
  readonly file: string;
}

/** YAML files at the top of a channel that name classes and training photos: other ones describe a network or a run. */
async function findDataYamls(channel: Channel): Promise<FoundYaml[]> {
  const names = (await readdir(channel.path)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const files = names.map((name) => join(channel.path, name));
  const isData = await Promise.all(files.map(describesDataset));
  return files.filter((_, index) => isData[index]).map((file) => ({ channel, file }));
}

async function describesDataset(file: string): Promise<boolean> {
  if (basename(file) === 'data.yaml') return true;
  try {
    const value: unknown = parse(await readFile(file, 'utf8'));
    return isRecord(value) && 'names' in value && 'train' in value;
  } catch {
    return false;
  }
}

interface Search {
  readonly folders: readonly Channel[];
  readonly folder: string;
  readonly wanted: string | undefined;
  readonly found: readonly string[];
}

async function noDataset({ folders, folder, wanted, found }: Search): Promise<TrainerError> {
  const names = folders.map(({ name }) => name).join(', ') || 'none';
  if (wanted !== undefined)
    return new DatasetUnusableError(
      `No channel holds the data.yaml that data-yaml names: ${wanted} (found: ${found.join(', ') || 'none'}; channels: ${names}).`,
    );
  const manifest = await findManifest(folders);
  if (manifest)
    return new DatasetUnusableError(
      `${manifest} is Ground Truth's output, not a dataset. Make one of it with detectory-prep build, or with this image's prepare, and pass its folder as a channel.`,
    );
  const empty = await findEmpty(folders);
  if (empty)
    return new ChannelUnusableError(
      `The channel ${empty.name} is empty (${empty.path}), and no other holds a data.yaml. Does its S3 prefix or folder name what you mean? With FastFile a prefix must be a whole folder and end with /.`,
    );
  return new DatasetUnusableError(
    `No channel in ${folder} holds a data.yaml (channels: ${names}). Build a dataset with detectory-prep build and pass its folder as one channel.`,
  );
}

async function findEmpty(folders: readonly Channel[]): Promise<Channel | undefined> {
  const photos = photoChannels({ all: folders });
  const counts = await Promise.all(photos.map(async ({ path }) => (await readdir(path)).length));
  return photos.find((_, index) => counts[index] === 0);
}

async function findManifest(folders: readonly Channel[]): Promise<string | undefined> {
  for (const { path } of folders) {
    const name = (await readdir(path)).find((each) => each.endsWith('.manifest'));
    if (name !== undefined && (await stat(join(path, name))).isFile()) return join(path, name);
  }
  return undefined;
}
