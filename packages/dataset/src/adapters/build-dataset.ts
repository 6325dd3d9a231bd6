import { isS3Uri, type Storage, StorageError } from '@detectory/storage';
import { setImmediate } from 'node:timers/promises';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { toDatasetJson } from '../dataset-json/to-dataset-json.js';
import { ImagesUnreachableError, InvalidOptionError } from '../errors.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';
import type { DatasetPlan } from '../plan/dataset-plan.js';
import { withoutMending } from '../plan/examine-image.js';
import { planDataset } from '../plan/plan-dataset.js';
import type { PlanOptions } from '../plan/plan-options.js';
import { toSplitsLock } from '../plan/to-splits-lock.js';
import { createImageHasher } from './create-image-hasher.js';
import { createLocalSink } from './create-local-sink.js';
import { createS3Sink } from './create-s3-sink.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { LabelFormat } from './label-format.js';
import { type LabelSources, readLabelSources, toExifMode } from './read-label-sources.js';
import { type ScannedImage, scanImages } from './scan-images.js';
import { writeDataset } from './write-dataset.js';

/** The stages of a build that take time: reading images, balancing (in steps), and writing the dataset. */
export type BuildStage = 'scan' | 'balance' | 'write';

/** What a build does one after the other; balancing is part of `plan`. */
export type BuildStep = 'read' | 'scan' | 'plan' | 'write' | 'commit';

export interface BuildDatasetOptions extends LabelOptions, PlanOptions {
  readonly storage: Storage;
  /** Manifests, COCO files or YOLO datasets: paths or s3:// URIs. */
  readonly manifests: readonly string[];
  /** Takes the manifests for this format; without it their content tells. */
  readonly from?: LabelFormat | undefined;
  /** A new folder, or an s3:// prefix. */
  readonly out: string;
  /** A folder or s3:// prefix that mirrors the images; without it source-refs are read as they stand. */
  readonly images?: string | undefined;
  readonly copy: CopyMode;
  readonly force?: boolean | undefined;
  readonly yamlRoot?: string | undefined;
  readonly tool: { readonly name: string; readonly version: string };
  /** What dataset.json records as the options. */
  readonly recordedOptions: Readonly<Record<string, string | number | boolean>>;
  /** Images at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told when each step begins. */
  readonly onStep?: ((step: BuildStep) => void) | undefined;
  readonly onProgress?: ((stage: BuildStage, done: number, total: number) => void) | undefined;
}

export interface BuiltDataset {
  /** Where the dataset lies: an absolute path or an s3:// URI. */
  readonly out: string;
  readonly plan: DatasetPlan;
  readonly labels: Labels;
  readonly datasetJson: DatasetJson;
}

/**
 * Scan, plan, apply: manifests and images to a YOLO dataset that is there as a whole or not at all.
 * @throws DatasetError, StorageError; the signal's reason when aborted
 */
export async function buildDataset(options: BuildDatasetOptions): Promise<BuiltDataset> {
  assertHashable(options);
  const { onStep } = options;
  onStep?.('read');
  const sources = await readLabelSources({ ...options, inputs: options.manifests });
  const { labels, manifestHashes } = sources;
  const sink = await createSink(options);
  try {
    onStep?.('scan');
    const scan = await scanForBuild(options, sources, sink);
    onStep?.('plan');
    const planOptions = { ...options, exif: toExifMode(sources.format, options.exif) };
    const plan = await planDataset(labels, scan, { ...planOptions, onBalanceStep: createPause(options) });
    const { tool, seed, recordedOptions } = options;
    const datasetJson = toDatasetJson(plan, { tool, seed, options: recordedOptions, labels, manifestHashes });
    const splitsLock = toSplitsLock(plan, options);
    onStep?.('write');
    await writeDataset({
      ...options,
      plan,
      datasetJson,
      splitsLock,
      sink,
      yamlRoot: options.yamlRoot ?? sink.trainerRoot,
      scanned: bySourceRef(labels, scan),
      onProgress: (done) => options.onProgress?.('write', done, plan.images.length),
    });
    options.signal?.throwIfAborted();
    onStep?.('commit');
    await sink.commit();
    return { out: sink.out, plan, labels, datasetJson };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Near duplicates are known by their pixels. */
function assertHashable({ nearDistance, copy, images }: BuildDatasetOptions): void {
  if (nearDistance === undefined || copy !== 'none' || images !== undefined) return;
  throw new InvalidOptionError(
    '--group-near-duplicates compares the images, which --copy none does not read: expected --images with the folder that holds them.',
  );
}

function createSink({ storage, out, copy, force = false }: BuildDatasetOptions): Promise<DatasetSink> {
  return isS3Uri(out) ? createS3Sink({ storage, out, force }) : createLocalSink({ storage, out, copy, force });
}

/** After each step of balancing Ctrl-C gets through, and the terminal shows how far it is. */
function createPause({ signal, onProgress }: BuildDatasetOptions): BuildDatasetOptions['onBalanceStep'] {
  return async ({ done, total }) => {
    onProgress?.('balance', done, total);
    await setImmediate();
    signal?.throwIfAborted();
  };
}

type ScanOutcome = Awaited<ReturnType<typeof scanImages>>;

/** Labels alone need no images; named ones are checked all the same. */
async function scanForBuild(
  options: BuildDatasetOptions,
  { labels, locate }: LabelSources,
  sink: DatasetSink,
): Promise<ScanOutcome | undefined> {
  const { storage, images: root, copy, nearDistance, concurrency, signal, onProgress } = options;
  if (copy === 'none' && root === undefined) return undefined;
  const scanning = scanImages({
    storage,
    images: labels.images,
    locate,
    hash: nearDistance === undefined ? undefined : createImageHasher(),
    onFetched: copy === 'none' ? undefined : sink.keepFetched,
    concurrency,
    signal,
    onProgress: (done) => onProgress?.('scan', done, labels.images.length),
  });
  const scanned = root === undefined ? scanning.catch(explainUnreachable) : scanning;
  return copy === 'none' ? (await scanned).map((one) => ('reason' in one ? one : asItLies(one))) : scanned;
}

function asItLies(image: ScannedImage): ScanOutcome[number] {
  const facts = withoutMending(image);
  return 'reason' in facts ? facts : { ...facts, uri: image.uri };
}

/** Who forgets --images is not helped by AWS's answer alone. */
function explainUnreachable(error: unknown): never {
  if (error instanceof StorageError)
    throw new ImagesUnreachableError(error.message.replace(/\.$/, ''), { cause: error });
  throw error;
}

function bySourceRef(labels: Labels, scan: ScanOutcome | undefined): Map<string, ScannedImage> {
  const scanned = new Map<string, ScannedImage>();
  scan?.forEach((result, i) => {
    const image = labels.images.at(i);
    if (image && 'uri' in result) scanned.set(image.sourceRef, result);
  });
  return scanned;
}
