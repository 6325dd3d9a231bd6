import { isS3Uri, joinUri, type Storage } from '@detectory/storage';
import { setImmediate } from 'node:timers/promises';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { toDatasetJson } from '../dataset-json/to-dataset-json.js';
import { DatasetError, InvalidOptionError } from '../errors.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';
import type { DatasetPlan } from '../plan/dataset-plan.js';
import { planDataset } from '../plan/plan-dataset.js';
import type { PlanOptions } from '../plan/plan-options.js';
import { assertLimitedClasses } from '../select/to-subset-terms.js';
import { toSplitsLock } from '../plan/to-splits-lock.js';
import { createBuildMarks } from './build-marks.js';
import { createImageHasher } from './create-image-hasher.js';
import { createLocalSink } from './create-local-sink.js';
import { createS3Sink } from './create-s3-sink.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { LabelFormat } from './label-format.js';
import { type LabelSources, readLabelSources, toExifMode } from './read-label-sources.js';
import { bySourceRef, scanForBuild } from './scan-for-build.js';
import type { ScanResult } from './scan-images.js';
import { joinShardTeam, type ShardTeam } from './shard-team.js';
import type { Shard } from './shard.js';
import { toBuildFingerprint } from './to-build-fingerprint.js';
import { finishDataset, writeImages } from './write-dataset.js';

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
  /** This process's part of a build that several processes do together, with the same options and `out`. */
  readonly shard?: Shard | undefined;
  /** How long another shard may show no sign of life. Default 600,000. */
  readonly shardTimeoutMs?: number | undefined;
  /** Told which shards, counted from 1, are waited for, and to do what. */
  readonly onWait?: ((missing: readonly number[], what: string) => void) | undefined;
  /** Told where the work lies that a failed build leaves: the same call goes on with it. */
  readonly onKept?: ((uri: string) => void) | undefined;
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

/** One build while it runs. */
interface Build {
  readonly options: BuildDatasetOptions;
  readonly sources: LabelSources;
  readonly sink: DatasetSink;
  readonly team: ShardTeam;
}

/**
 * Scan, plan, apply: manifests and images to a YOLO dataset that is there as a whole or not at all. A build that was killed
 * or could not reach a store leaves a hidden folder; the same call goes on with it and gives the same bytes.
 * @throws DatasetError, StorageError; the signal's reason when aborted
 */
export async function buildDataset(options: BuildDatasetOptions): Promise<BuiltDataset> {
  assertHashable(options);
  options.onStep?.('read');
  const sources = await readLabelSources({ ...options, inputs: options.manifests });
  const { manifestHashes, labels } = sources;
  assertLimitedClasses(options.balance, labels.classes);
  const { storage, shard, shardTimeoutMs: timeoutMs } = options;
  const sink = await createSink(options, toBuildFingerprint(options, { manifestHashes, shards: shard?.count ?? 1 }));
  const marks = await createBuildMarks(storage, sink.stateUri);
  const team = await joinShardTeam({ ...options, marks, timeoutMs });
  const build = { options, sources, sink, team };
  try {
    return await runBuild(build);
  } catch (error) {
    await giveUp(build, error).catch(() => undefined);
    throw error;
  } finally {
    await team.leave();
  }
}

function createSink(options: BuildDatasetOptions, fingerprint: string): Promise<DatasetSink> {
  const { storage, out, copy, force = false, shard } = options;
  const place = { storage, out, force, fingerprint, isShared: (shard?.count ?? 1) > 1 };
  return isS3Uri(out) ? createS3Sink(place) : createLocalSink({ ...place, copy });
}

async function runBuild(build: Build): Promise<BuiltDataset> {
  const { options, sources, sink, team } = build;
  const { labels, manifestHashes, format } = sources;
  const { tool, seed, recordedOptions, copy, concurrency, signal, onStep, onProgress } = options;
  onStep?.('scan');
  const scan = await scanIfNeeded(build);
  onStep?.('plan');
  const planOptions = { ...options, exif: toExifMode(format, options.exif), onBalanceStep: createPause(options) };
  const plan = await planDataset(labels, scan, planOptions);
  const datasetJson = toDatasetJson(plan, { tool, seed, options: recordedOptions, labels, manifestHashes });
  onStep?.('write');
  if (!(await team.hasApplied()))
    await writeImages({
      plan,
      sink,
      copy,
      scanned: bySourceRef(labels.images, scan),
      isOwn: (position) => team.isOwn(position),
      concurrency,
      signal,
      onProgress: (done, total) => onProgress?.('write', done, total),
    });
  signal?.throwIfAborted();
  onStep?.('commit');
  const yamlRoot = options.yamlRoot ?? sink.trainerRoot;
  const splitsLock = toSplitsLock(plan, options);
  await team.meetAfterApply(() => finishDataset({ plan, sink, copy, yamlRoot, splitsLock, datasetJson }));
  return { out: sink.out, plan, labels, datasetJson };
}

/** Near duplicates are known by their pixels. */
function assertHashable({ nearDistance, copy, images }: BuildDatasetOptions): void {
  if (nearDistance === undefined || copy !== 'none' || images !== undefined) return;
  throw new InvalidOptionError(
    '--group-near-duplicates compares the images, which --copy none does not read: expected --images with the folder that holds them.',
  );
}

/** After each step of balancing Ctrl-C gets through, and the terminal shows how far it is. */
function createPause({ signal, onProgress }: BuildDatasetOptions): BuildDatasetOptions['onBalanceStep'] {
  return async ({ done, total }) => {
    onProgress?.('balance', done, total);
    await setImmediate();
    signal?.throwIfAborted();
  };
}

/** Labels alone need no images; named ones are checked all the same. */
async function scanIfNeeded({ options, sources, sink, team }: Build): Promise<ScanResult[] | undefined> {
  const { images: root, copy, nearDistance, onProgress } = options;
  if (copy === 'none' && root === undefined) return undefined;
  return scanForBuild({
    ...options,
    images: sources.labels.images,
    locate: sources.locate,
    root,
    hash: nearDistance === undefined ? undefined : createImageHasher(),
    isCopied: copy !== 'none',
    sink,
    team,
    onProgress: (done, total) => onProgress?.('scan', done, total),
  });
}

/** Wrong input leaves nothing behind; what was read of images is kept when the world failed or somebody interrupted. */
async function giveUp({ options, sink, team }: Build, error: unknown): Promise<void> {
  const isInput = error instanceof DatasetError && error.blame !== 'environment';
  const isShared = (options.shard?.count ?? 1) > 1;
  if (!isInput && (isShared || (await hasFacts(options.storage, sink.stateUri)))) options.onKept?.(sink.stateUri);
  else if (await team.fail()) await sink.discard();
}

async function hasFacts(storage: Storage, stateUri: string): Promise<boolean> {
  for await (const { uri } of storage.list(joinUri(stateUri, 'facts'))) if (uri) return true;
  return false;
}
