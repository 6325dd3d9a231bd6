import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetUnusableError } from '../errors.js';

const weightsChannel = 'weights';

export interface Channels {
  /** The channel that holds a dataset, whatever its name. */
  readonly dataset: string;
  /** The channel named `weights`, where there is one. */
  readonly weights: string | undefined;
}

/** @throws DatasetUnusableError when no channel, or more than one, holds a data.yaml */
export async function findChannels(folder: string): Promise<Channels> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const withData: string[] = [];
  for (const name of names) if (await exists(join(folder, name, 'data.yaml'))) withData.push(name);
  const [dataset, ...others] = withData;
  if (!dataset)
    throw new DatasetUnusableError(
      `No channel in ${folder} holds a data.yaml (channels: ${names.join(', ') || 'none'}). Build a dataset with detectory-prep build and pass its folder as one channel.`,
    );
  if (others.length > 0)
    throw new DatasetUnusableError(`Several channels hold a data.yaml: ${withData.join(', ')}. Pass one dataset.`);
  return {
    dataset: join(folder, dataset),
    weights: names.includes(weightsChannel) ? join(folder, weightsChannel) : undefined,
  };
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
