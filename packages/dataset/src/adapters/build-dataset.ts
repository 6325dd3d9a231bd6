import { isS3Uri, type Storage, StorageError } from '@detectory/storage';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { toDatasetJson } from '../dataset-json/to-dataset-json.js';
import { ImagesUnreachableError } from '../errors.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';
import type { DatasetPlan } from '../plan/dataset-plan.js';
import { planDataset } from '../plan/plan-dataset.js';
import type { PlanOptions } from '../plan/plan-options.js';
import { createLocalSink } from './create-local-sink.js';
import { createS3Sink } from './create-s3-sink.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { LabelFormat } from './label-format.js';
import { type LabelSources, readLabelSources, toExifMode } from './read-label-sources.js';
import { type ScannedImage, scanImages } from './scan-images.js';
import { writeDataset } from './write-dataset.js';

/** The stages of a build that take time: reading images, and writing the dataset. */
export type BuildStage = 'scan' | 'write';

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
  const sources = await readLabelSources({ ...options, inputs: options.manifests });
  const { labels, manifestHashes } = sources;
  const sink = await createSink(options);
  try {
    const scan = await scanForBuild(options, sources, sink);
    const plan = planDataset(labels, scan, { ...options, exif: toExifMode(sources.format, options.exif) });
    const { tool, seed, recordedOptions } = options;
    const datasetJson = toDatasetJson(plan, { tool, seed, options: recordedOptions, labels, manifestHashes });
    await writeDataset({
      ...options,
      plan,
      datasetJson,
      sink,
      yamlRoot: options.yamlRoot ?? sink.trainerRoot,
      scanned: bySourceRef(labels, scan),
      onProgress: (done) => options.onProgress?.('write', done, plan.images.length),
    });
    options.signal?.throwIfAborted();
    await sink.commit();
    return { out: sink.out, plan, labels, datasetJson };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

function createSink({ storage, out, copy, force = false }: BuildDatasetOptions): Promise<DatasetSink> {
  return isS3Uri(out) ? createS3Sink({ storage, out, force }) : createLocalSink({ storage, out, copy, force });
}

type ScanOutcome = Awaited<ReturnType<typeof scanImages>>;

/** Labels alone need no images; named ones are checked all the same. */
async function scanForBuild(
  options: BuildDatasetOptions,
  { labels, locate }: LabelSources,
  sink: DatasetSink,
): Promise<ScanOutcome | undefined> {
  const { storage, images: root, copy, concurrency, signal, onProgress } = options;
  if (copy === 'none' && root === undefined) return undefined;
  const scanning = scanImages({
    storage,
    images: labels.images,
    locate,
    onFetched: copy === 'none' ? undefined : sink.keepFetched,
    concurrency,
    signal,
    onProgress: (done) => onProgress?.('scan', done, labels.images.length),
  });
  return root === undefined ? scanning.catch(explainUnreachable) : scanning;
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
    const image = labels.images[i];
    if (image && 'uri' in result) scanned.set(image.sourceRef, result);
  });
  return scanned;
}
