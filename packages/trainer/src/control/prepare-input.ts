import { type CheckedData, checkTrainingData } from '../adapters/check-training-data.js';
import { planDistribution } from '../adapters/distributed/plan-distribution.js';
import { examineMachine } from '../adapters/examine-machine.js';
import { findInChannels } from '../adapters/find-in-channels.js';
import { materialisePipes } from '../adapters/pipes/materialise-pipes.js';
import { type ReadDataset, readDataset } from '../adapters/read-dataset.js';
import { readJobFiles } from '../adapters/read-job-files.js';
import { type RunData, writeRunData } from '../adapters/write-run-data.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { toDefaultArchitecture } from '../engine/architectures.js';
import type { DistributedPlan } from '../distributed/distributed-plan.js';
import { fewPhotos } from '../options/presets/presets.js';
import { toHeldOptions } from '../options/presets/to-held-options.js';
import { judgeMachine } from '../machine/judge-machine.js';
import type { TrainOptions } from '../options/resolve-options.js';
import { assertSameData } from './assert-same-data.js';
import { type Channels, findChannels } from './find-channels.js';
import { type DatasetPlace, locateDataset } from './locate-dataset.js';
import { settleCache } from './settle-cache.js';
import { settleOptions } from './settle-options.js';

export interface InputRequest {
  readonly paths: MlPaths;
  /** The run's own folder. */
  readonly workFolder: string;
  readonly signal?: AbortSignal | undefined;
  /** Where NVIDIA's devices are looked for. Default /dev. */
  readonly devices?: string | undefined;
  /** What the log says of the input. */
  readonly note: (message: string) => void;
  readonly warn: (message: string) => void;
}

/** A job's input, found, checked and laid out for an engine. */
export interface PreparedInput {
  /** `hyp` is a file in the work folder; `cfg` and `weights` are files where there are such in the channels. */
  readonly options: TrainOptions;
  /** The same for people to read. */
  readonly held: TrainOptions;
  readonly channels: Channels;
  /** Of several GPUs or hosts. */
  readonly plan: DistributedPlan | undefined;
  readonly dataset: ReadDataset;
  readonly checked: CheckedData;
  readonly data: RunData;
}

/**
 * Everything that can be wrong with a job's input is found here, before anything starts: options, channels, hosts, dataset.
 * @throws TrainerError
 */
export async function prepareInput(request: InputRequest): Promise<PreparedInput> {
  const { paths, workFolder, devices, note, warn } = request;
  const files = await readJobFiles(paths);
  const channels = await findChannels(paths.channels, files.channels);
  const folders = channels.all.flatMap(({ kind, path }) => (kind === 'folder' ? [path] : []));
  const settled = await settleOptions({ paths, files, channels, folders, workFolder });
  assertSameData(channels, files.resources);
  const plan = await planDistribution(files.resources, settled.options, devices);
  const machine = await examineMachine([paths.model], devices);
  const { workers, loaderBytes, warnings } = judgeMachine(settled.options, machine);
  for (const warning of [...settled.warnings, ...warnings]) warn(warning);
  note(`Hyperparameters: ${settled.hypOrigin}.`);
  if (settled.options.weights === 'none' && settled.options.cfg === undefined) note(describeDefault(settled.options));
  const place = await findPlace(channels, folders, settled.options, request);
  const prepared = await prepareData(place, settled.options, request);
  const options = settleCache({ ...settled.options, workers }, prepared, { ...machine, loaderBytes }, request);
  const few = prepared.data.train.length;
  if (options.preset === 'finetune' && few < fewPhotos)
    note(`${few} training photos are few: the preset finetune-small is made for them (docs/train/hyperparameters.md).`);
  const held = toHeldOptions(options, settled.givenHyp, settled.hypValues, paths.channels);
  return { options, held, channels, plan, ...prepared };
}

function describeDefault({ engine }: TrainOptions): string {
  return `Weights none without cfg: ${toDefaultArchitecture(engine)} is trained from scratch; cfg names another architecture.`;
}

async function findPlace(
  channels: Channels,
  folders: readonly string[],
  { 'data-yaml': wanted }: TrainOptions,
  { workFolder, signal, warn }: InputRequest,
): Promise<DatasetPlace> {
  const piped = await materialisePipes(channels, workFolder, { signal, warn });
  if (piped) return piped;
  const file = wanted === undefined ? undefined : await findInChannels(wanted, folders);
  return locateDataset(channels, file ?? wanted);
}

async function prepareData(
  { root, dataYaml }: DatasetPlace,
  options: TrainOptions,
  { paths, workFolder, signal, warn }: InputRequest,
): Promise<Pick<PreparedInput, 'dataset' | 'checked' | 'data'>> {
  const dataset = await readDataset(root, { dataYaml, mlRoot: paths.root });
  const checked = await checkTrainingData(dataset, { signal });
  for (const warning of checked.warnings) warn(warning);
  const data = await writeRunData(dataset, {
    ...checked,
    folder: workFolder,
    seed: options.seed,
    diskCache: options.cache === 'disk',
    singleClass: options['single-cls'] ?? false,
  });
  if (data.warning) warn(data.warning);
  return { dataset, checked, data };
}
