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
    await assertFolder(name, path);
    folders.push({ name, path, kind: 'folder', config: configs.get(name) ?? plainConfig });
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
    weights: names.includes('weights') ? join(folder, 'weights') : undefined,
  };
}

function isFifoOf(entry: string, pipes: readonly string[]): boolean {
  return pipes.some((name) => entry.startsWith(`${name}_`) && /^\d+$/.test(entry.slice(name.length + 1)));
}

async function assertFolder(name: string, path: string): Promise<void> {
  if (!(await stat(path)).isDirectory())
    throw new ChannelUnusableError(
      `The channel ${name} is a file (${path}); expected a folder. Pass the folder that holds it, in S3 a prefix that ends with /.`,
    );
}
