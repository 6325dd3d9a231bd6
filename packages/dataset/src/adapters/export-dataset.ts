import { isS3Uri, joinUri, mapConcurrently, type Storage } from '@detectory/storage';
import { resolve } from 'node:path';
import { InvalidOptionError, OutputExistsError } from '../errors.js';
import type { SizedImage } from '../export/exported-image.js';
import { describeLosses } from '../export/describe-losses.js';
import { formatCoco } from '../export/format-coco.js';
import { formatManifestLine } from '../export/format-manifest-line.js';
import { chooseLabelNames } from '../export/label-names.js';
import { formatYoloRow } from '../geometry/format-yolo-row.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { formatDataYaml } from '../yolo/format-data-yaml.js';
import { withoutSuffix } from '../yolo/to-label-path.js';
import { createExportFolder, type ExportTarget } from './create-export-target.js';
import type { LabelFormat } from './label-format.js';
import { type DatasetOnDisk, readDataset, sizeImages } from './read-dataset.js';

export interface ExportDatasetOptions {
  readonly storage: Storage;
  /** A built dataset's folder: a path or an s3:// prefix. */
  readonly dataset: string;
  readonly to: LabelFormat;
  /** A file (`.json`, `.manifest`, `.jsonl`) for all splits, or a new folder with a file for each; for YOLO a folder. */
  readonly out: string;
  readonly force?: boolean | undefined;
  /** Where the source images lie, for a dataset that was built without them. */
  readonly images?: string | undefined;
  /** Where the dataset's `images` folder lies on S3: source-refs are then `<s3Prefix>/<split>/<file>`. */
  readonly s3Prefix?: string | undefined;
  /** The label attribute of Ground Truth lines; without it the dataset's, where it has one, else `labels`. */
  readonly attribute?: string | undefined;
  /** As Ground Truth writes it, of every line; without it what the dataset says of each image, else its newest date. */
  readonly creationDate?: string | undefined;
  /** What data.yaml calls the folder; without it where it is written. */
  readonly yamlRoot?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface ExportedDataset {
  /** Files of labels that were written. */
  readonly files: readonly string[];
  readonly images: number;
  readonly boxes: number;
  /** What the target can't hold of this dataset, in sentences. */
  readonly losses: readonly string[];
}

/**
 * Writes a built dataset's labels in another format, as a whole or not at all.
 * @throws DatasetError, StorageError
 */
export async function exportDataset(options: ExportDatasetOptions): Promise<ExportedDataset> {
  const { to, out, s3Prefix, attribute, creationDate } = options;
  const isSingle = /\.(json|jsonl|manifest)$/.test(out);
  if (isSingle && to === 'yolo') throw new InvalidOptionError(`--out ${out}: YOLO needs a folder.`);
  const read = await readDataset(options);
  const files = to === 'yolo' ? await exportYolo(options, read) : await exportAnnotations(options, read, isSingle);
  return {
    files: files.map((file) => (isSingle ? file : joinUri(isS3Uri(out) ? out : resolve(out), file))),
    images: read.images.length,
    boxes: read.images.reduce((sum, image) => sum + image.boxes.length, 0),
    losses: describeLosses(read.datasetJson, to, { isSingle, s3Prefix, attribute, creationDate }),
  };
}

async function exportAnnotations(
  options: ExportDatasetOptions,
  read: DatasetOnDisk,
  isSingle: boolean,
): Promise<string[]> {
  const { storage, out, force = false, onProgress } = options;
  const total = read.images.length;
  const format = createFormatter(options, read, isSingle);
  const images = await sizeImages({
    ...options,
    ...read,
    root: options.images,
    onProgress: (done) => onProgress?.(done, total),
  });
  if (isSingle) {
    if (!force && (await storage.stat(out))) throw new OutputExistsError(out);
    await storage.writeBytes(out, format.toText(images));
    return [isS3Uri(out) ? out : resolve(out)];
  }
  return inFolder(storage, out, force, async (target) => {
    const splits = splitNames.filter((split) => images.some((image) => image.split === split));
    for (const split of splits)
      await target.write(format.fileOf(split), format.toText(images.filter((image) => image.split === split)));
    return splits.map(format.fileOf);
  });
}

interface Formatter {
  readonly fileOf: (split: SplitName) => string;
  readonly toText: (images: readonly SizedImage[]) => string;
}

function createFormatter(options: ExportDatasetOptions, { datasetJson }: DatasetOnDisk, isSingle: boolean): Formatter {
  const { classes, supercategories } = datasetJson;
  if (options.to === 'coco') {
    const fileNameOf = ({ split, file }: SizedImage): string => (isSingle ? `${split}/${file}` : file);
    return {
      fileOf: (split) => `annotations/instances_${split}.json`,
      toText: (images) => formatCoco(images, { classes, supercategories, fileNameOf }),
    };
  }
  const { s3Prefix, creationDate = datasetJson.labelledAt } = options;
  if (creationDate === undefined)
    throw new InvalidOptionError(
      'Every Ground Truth label has a creation date, and this dataset knows none: pass --creation-date, such as 2026-01-31T12:00:00Z.',
    );
  const line = { classes, ...chooseLabelNames(datasetJson, options.attribute), creationDate };
  const asDated = (image: SizedImage): SizedImage =>
    options.creationDate === undefined ? image : { ...image, labelledAt: creationDate };
  const refOf = ({ split, file, sourceRef }: SizedImage): string =>
    s3Prefix === undefined ? sourceRef : joinUri(s3Prefix, `${split}/${file}`);
  return {
    fileOf: (split) => `${split}.manifest`,
    toText: (images) => images.map((image) => `${formatManifestLine(asDated(image), refOf(image), line)}\n`).join(''),
  };
}

/** Labels, images where the dataset has them, and data.yaml last. */
async function exportYolo(options: ExportDatasetOptions, { datasetJson, images }: DatasetOnDisk): Promise<string[]> {
  const { storage, dataset, out, force = false, yamlRoot, signal, onProgress } = options;
  const hasImages = datasetJson.options['images'] !== false;
  return inFolder(storage, out, force, async (target) => {
    let done = 0;
    const writeOne = async ({ split, file, boxes }: DatasetOnDisk['images'][number]): Promise<void> => {
      const rows = boxes.map((box) => `${formatYoloRow(box.classIndex, box)}\n`);
      await target.write(`labels/${split}/${withoutSuffix(file)}.txt`, rows.join(''));
      const image = `images/${split}/${file}`;
      if (hasImages) await target.copy(joinUri(dataset, image), image);
      onProgress?.(++done, images.length);
    };
    await mapConcurrently(images, writeOne, { signal });
    const splits = splitNames.filter((split) => datasetJson.splits[split]);
    const config = { root: yamlRoot ?? target.out, classes: datasetJson.classes, splits };
    await target.write('data.yaml', formatDataYaml(config));
    return ['data.yaml'];
  });
}

async function inFolder<Result>(
  storage: Storage,
  out: string,
  force: boolean,
  write: (target: ExportTarget) => Promise<Result>,
): Promise<Result> {
  const target = await createExportFolder(storage, out, force);
  try {
    const result = await write(target);
    await target.commit();
    return result;
  } catch (error) {
    await target.discard();
    throw error;
  }
}
