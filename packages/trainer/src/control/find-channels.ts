import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelConfig } from '../contract/parse-input-data-config.js';
import { ChannelUnusableError } from '../errors.js';

/** One channel as it lies below input/data. */
export interface Channel {
  readonly name: string;
  /** Its folder, or its first FIFO. */
  readonly path: string;
  readonly kind: 'folder' | 'pipe';
  readonly config: ChannelConfig;
}

export interface Channels {
  /** By name, sorted. */
  readonly all: readonly Channel[];
  /** The folder of all channels. */
  readonly folder: string;
  /** The channel named `weights`, where there is one. */
  readonly weights: string | undefined;
}

const plainConfig: ChannelConfig = { mode: 'File', isSharded: false, isRecordIo: false };

/**
 * The channels that are there, and those that inputdataconfig.json names as pipes: their FIFOs are called `<name>_<epoch>`,
 * counted from 0.
 * A file that is named as no channel is passed over: SageMaker leaves a channel's manifest beside its folder.
 * @throws ChannelUnusableError for a channel that is a file
 */
export async function findChannels(
  folder: string,
  configs: ReadonlyMap<string, ChannelConfig> = new Map(),
): Promise<Channels> {
  const pipes = [...configs].filter(([, { mode }]) => mode === 'Pipe').map(([name]) => name);
  const names = (await readdir(folder).catch(() => [])).filter((name) => !isFifoOf(name, pipes)).sort();
  const folders: Channel[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory())
      folders.push({ name, path, kind: 'folder', config: configs.get(name) ?? plainConfig });
    else if (configs.has(name) || (configs.size === 0 && names.length === 1)) throw channelIsFile(name, path);
  }
  const piped = pipes.map((name) => ({
    name,
    path: join(folder, `${name}_0`),
    kind: 'pipe' as const,
    config: configs.get(name) ?? plainConfig,
  }));
  return {
    all: [...folders.filter(({ name }) => !pipes.includes(name)), ...piped],
    folder,
    weights: folders.find(({ name }) => name === 'weights')?.path,
  };
}

function isFifoOf(entry: string, pipes: readonly string[]): boolean {
  return pipes.some((name) => entry.startsWith(`${name}_`) && /^\d+$/.test(entry.slice(name.length + 1)));
}

function channelIsFile(name: string, path: string): ChannelUnusableError {
  return new ChannelUnusableError(
    `The channel ${name} is a file (${path}); expected a folder. Pass the folder that holds it, in S3 a prefix that ends with /.`,
  );
}
