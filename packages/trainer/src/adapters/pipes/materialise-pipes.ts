import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { Channel, Channels } from '../../control/find-channels.js';
import type { DatasetPlace } from '../../control/locate-dataset.js';
import { ChannelUnusableError } from '../../errors.js';
import { buildPipedSplit } from './build-piped-split.js';
import { findClasses } from './find-classes.js';
import { storePipe, type StoredPipe } from './store-pipe.js';

const waitMs = 60_000;
const validationName = /^val|^test|eval/i;

export interface MaterialiseOptions {
  /** Aborting leaves a pipe at once, also one that nobody writes to. */
  readonly signal?: AbortSignal | undefined;
  /** Told what of the photos and boxes is left out. */
  readonly warn: (message: string) => void;
}

/**
 * Reads augmented manifests from their pipes to the end and builds one dataset of them in a folder of the run's own: training
 * reads photos many times and in any order, which no pipe can give. A channel whose name begins with val is the validation.
 * @returns undefined where no channel is a pipe
 * @throws ChannelUnusableError
 */
export async function materialisePipes(
  channels: Channels,
  folder: string,
  { signal, warn }: MaterialiseOptions,
): Promise<DatasetPlace | undefined> {
  const pipes = channels.all.filter(({ kind }) => kind === 'pipe');
  if (pipes.length === 0) return undefined;
  for (const pipe of pipes) assertRecordIo(pipe);
  const stored: (StoredPipe & { split: 'train' | 'val' })[] = [];
  for (const pipe of pipes) {
    await waitForPipe(pipe, signal);
    const split = validationName.test(pipe.name) ? 'val' : 'train';
    stored.push({ ...(await storePipe(pipe, join(folder, 'pipes', pipe.name), signal)), split });
  }
  return buildDatasetOf(stored, join(folder, 'dataset'), { channels, warn });
}

function assertRecordIo({ name, config }: Channel): void {
  if (!config.isRecordIo)
    throw new ChannelUnusableError(
      `The channel ${name} is a pipe of bare bytes, in which photos have neither names nor ends. Use the input mode File or FastFile, or an augmented manifest with RecordWrapperType RecordIO.`,
    );
}

/** SageMaker makes the FIFO before or shortly after it starts the container. */
async function waitForPipe({ name, path }: Channel, signal: AbortSignal | undefined): Promise<void> {
  for (const deadline = Date.now() + waitMs; ; await sleep(100)) {
    signal?.throwIfAborted();
    const found = await stat(path).catch(() => undefined);
    if (found?.isFIFO()) return;
    if (found)
      throw new ChannelUnusableError(
        `The channel ${name} is a pipe by inputdataconfig.json, but ${path} is no FIFO. Use the input mode File or FastFile for it.`,
      );
    if (Date.now() > deadline)
      throw new ChannelUnusableError(
        `The channel ${name} is a pipe, but there is no ${path} after ${waitMs / 1000} s.`,
      );
  }
}

async function buildDatasetOf(
  stored: readonly (StoredPipe & { split: 'train' | 'val' })[],
  folder: string,
  { channels, warn }: { readonly channels: Channels } & Pick<MaterialiseOptions, 'warn'>,
): Promise<DatasetPlace> {
  await mkdir(folder, { recursive: true });
  const classes = await findClasses(stored, channels);
  const places: { train: string[]; val: string[] } = { train: [], val: [] };
  for (const pipe of stored) {
    for (const warning of await buildPipedSplit(pipe, join(folder, pipe.name), classes)) warn(warning);
    places[pipe.split].push(`${pipe.name}/images/train`);
  }
  const dataYaml = join(folder, 'data.yaml');
  const splits = { train: places.train, ...(places.val.length > 0 ? { val: places.val } : {}) };
  await writeFile(dataYaml, stringify({ ...splits, names: classes }));
  return { root: folder, dataYaml };
}
