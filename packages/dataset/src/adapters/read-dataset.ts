import { UnreadableImageError, uprightSize } from '@detectory/imaging';
import { FileNotFoundError, joinUri, mapConcurrently, type Storage } from '@detectory/storage';
import type { DatasetFile } from '../dataset-json/dataset-json.js';
import { parseDatasetJson, type RecordedDataset } from '../dataset-json/parse-dataset-json.js';
import { UnreadableDatasetError } from '../errors.js';
import type { ExportedBox, ExportedImage, SizedImage } from '../export/exported-image.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { parseLabelRows } from '../yolo/parse-label-rows.js';
import { withoutSuffix } from '../yolo/to-label-path.js';
import { createImageLocator } from './create-image-locator.js';
import { readImageHeaderAt } from './read-image-header-at.js';

export interface ReadDatasetOptions {
  readonly storage: Storage;
  /** The dataset's folder: a path or an s3:// prefix. */
  readonly dataset: string;
  /** Label files at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface DatasetOnDisk {
  readonly datasetJson: RecordedDataset;
  /** Split by split, ordered by name. */
  readonly images: readonly ExportedImage[];
}

/**
 * A built dataset: its record and the rows of every label file.
 * @throws UnreadableDatasetError, StorageError
 */
export async function readDataset(options: ReadDatasetOptions): Promise<DatasetOnDisk> {
  const { storage, dataset, concurrency = 16, signal, onProgress } = options;
  const datasetJson = await readRecord(storage, dataset);
  const files = splitNames.flatMap((split) =>
    (datasetJson.splits[split]?.files ?? []).map((file) => ({ split, file })),
  );
  let done = 0;
  const readOne = async ({ split, file }: { split: SplitName; file: DatasetFile }): Promise<ExportedImage> => {
    const image = await readImage(storage, dataset, split, file, datasetJson.classes);
    onProgress?.(++done, files.length);
    return image;
  };
  return { datasetJson, images: await mapConcurrently(files, readOne, { concurrency, signal }) };
}

async function readRecord(storage: Storage, dataset: string): Promise<RecordedDataset> {
  const uri = joinUri(dataset, 'dataset.json');
  const missing =
    'there is no such file, so that this is no whole dataset: `detectory-prep build` writes it last. Build it again.';
  return parseDatasetJson(await readText(storage, uri, missing), uri);
}

async function readText(storage: Storage, uri: string, ifMissing: string): Promise<string> {
  try {
    return new TextDecoder().decode(await storage.readBytes(uri));
  } catch (error) {
    if (error instanceof FileNotFoundError) throw new UnreadableDatasetError(uri, ifMissing, { cause: error });
    throw error;
  }
}

const changed = 'The dataset was changed after it was built; build it again.';

async function readImage(
  storage: Storage,
  dataset: string,
  split: SplitName,
  recorded: DatasetFile,
  classes: readonly string[],
): Promise<ExportedImage> {
  const { file, sourceRef, labelledAt, humanAnnotated, confidences = [] } = recorded;
  const image = { split, file, sourceRef, labelledAt, isMachineMade: humanAnnotated === false };
  if (recorded.boxes === 0) return { ...image, boxes: [] };
  const uri = joinUri(dataset, `labels/${split}/${withoutSuffix(file)}.txt`);
  const text = await readText(storage, uri, `there is no such file. ${changed}`);
  const rows = parseLabelRows(text, (index) => (index < classes.length ? String(index) : undefined));
  if ('reason' in rows) throw new UnreadableDatasetError(uri, `${rows.message} ${changed}`);
  // Rows that somebody added or took out since the build leave no telling whose confidence is whose.
  const known = confidences.length === rows.length ? confidences : [];
  const boxes = rows.map(({ className, ...box }, i): ExportedBox => {
    return { classIndex: Number(className), ...box, confidence: known[i] ?? undefined };
  });
  return { ...image, boxes };
}

export interface SizeImagesOptions extends ReadDatasetOptions, DatasetOnDisk {
  /** Where the source images lie, for a dataset that was built without them. */
  readonly images: readonly ExportedImage[];
  readonly root?: string | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/**
 * The size and orientation of each image, from its header.
 * @throws UnreadableDatasetError when an image is not there or is none
 */
export async function sizeImages(options: SizeImagesOptions): Promise<SizedImage[]> {
  const { storage, dataset, images, root, datasetJson, signal, onProgress } = options;
  const hasImages = datasetJson.options['images'] !== false;
  if (!hasImages && root === undefined)
    throw new UnreadableDatasetError(
      dataset,
      'it was built without its images (--copy none), and this format needs their sizes. Pass --images with the folder that holds them.',
    );
  const locate = createImageLocator({ storage, root, manifests: [dataset] });
  let done = 0;
  const sizeOne = async (image: ExportedImage): Promise<SizedImage> => {
    const place = hasImages
      ? { uri: joinUri(dataset, `images/${image.split}/${image.file}`) }
      : await locate({ sourceRef: image.sourceRef, manifest: 0 });
    if ('reason' in place) throw new UnreadableDatasetError(image.sourceRef, place.message);
    const header = await readHeader(storage, place.uri);
    onProgress?.(++done);
    return { ...image, displayedSize: uprightSize(header), orientation: header.orientation };
  };
  return mapConcurrently(images, sizeOne, { signal });
}

async function readHeader(storage: Storage, uri: string): ReturnType<typeof readImageHeaderAt> {
  try {
    return await readImageHeaderAt(storage, uri);
  } catch (error) {
    if (error instanceof UnreadableImageError) throw new UnreadableDatasetError(uri, error.message, { cause: error });
    throw error;
  }
}
