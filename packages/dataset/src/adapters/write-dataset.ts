import { forEachConcurrently } from '@detectory/storage';
import type { DatasetPlan, PlannedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { formatDataYaml } from '../yolo/format-data-yaml.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { ScannedImage } from './scan-images.js';

export interface WriteImagesOptions {
  readonly plan: DatasetPlan;
  readonly sink: DatasetSink;
  readonly copy: CopyMode;
  /** Where the bytes of an image lie, by source-ref. */
  readonly scanned: ReadonlyMap<string, ScannedImage>;
  /** Whether the image at a position of the plan is this process's to write. */
  readonly isOwn: (position: number) => boolean;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Done and total of this process's share. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Writes images and labels into the sink. */
export async function writeImages(options: WriteImagesOptions): Promise<void> {
  const { plan, isOwn, concurrency, signal, onProgress } = options;
  let done = 0;
  let total = 0;
  for (let position = 0; position < plan.images.length; position++) if (isOwn(position)) total++;
  const writeOne = async (image: PlannedImage): Promise<void> => {
    await writeImage(image, options);
    onProgress?.(++done, total);
  };
  await forEachConcurrently(ownImages(plan, isOwn), writeOne, { concurrency, signal });
}

function* ownImages({ images }: DatasetPlan, isOwn: (position: number) => boolean): Generator<PlannedImage> {
  let position = 0;
  for (const image of images) if (isOwn(position++)) yield image;
}

export interface FinishDatasetOptions {
  readonly plan: DatasetPlan;
  readonly sink: DatasetSink;
  readonly copy: CopyMode;
  /** What data.yaml calls the dataset's folder. */
  readonly yamlRoot: string;
  /** The text of dataset.json. */
  readonly datasetJson: string;
}

/** Writes the lists, data.yaml and, last, dataset.json: from then on the dataset is there. */
export async function finishDataset({ plan, sink, copy, yamlRoot, datasetJson }: FinishDatasetOptions): Promise<void> {
  const splits = splitNames.filter((split) => hasImages(plan, split));
  const lists = copy === 'none' ? splits : [];
  for (const split of lists) await sink.writeText(toListName(split), formatImageList(plan, split));
  const classes = plan.classes.map((one) => one.name);
  await sink.writeText('data.yaml', formatDataYaml({ root: yamlRoot, classes, splits }));
  let parts: ReadonlySet<string> | undefined;
  const isPart = (path: string): boolean => (parts ??= listParts(plan, copy, lists)).has(path);
  await sink.commit(datasetJson, isPart);
}

function hasImages({ images }: DatasetPlan, split: SplitName): boolean {
  for (const image of images) if (image.split === split) return true;
  return false;
}

function listParts({ images }: DatasetPlan, copy: CopyMode, lists: readonly SplitName[]): Set<string> {
  const parts = new Set(['data.yaml', 'dataset.json', ...lists.map(toListName)]);
  for (const image of images) {
    parts.add(toLabelPath(image));
    if (copy !== 'none') parts.add(toImagePath(image));
  }
  return parts;
}

async function writeImage(
  image: PlannedImage,
  { sink, copy, scanned }: Pick<WriteImagesOptions, 'sink' | 'copy' | 'scanned'>,
): Promise<void> {
  await sink.writeText(toLabelPath(image), image.labelText);
  const facts = scanned.get(image.source.sourceRef);
  if (copy !== 'none' && facts) await sink.placeImage(toImagePath(image), facts);
}

function toListName(split: SplitName): string {
  return `${split}.txt`;
}

function toImagePath({ split, fileName }: PlannedImage): string {
  return `images/${split}/${fileName}`;
}

/** The last suffix gives way to `.txt`, as YOLOv5's img2label_paths does it. */
function toLabelPath({ split, fileName }: PlannedImage): string {
  return `labels/${split}/${fileName.slice(0, fileName.lastIndexOf('.'))}.txt`;
}

/** YOLOv5 takes lines that begin with `./` relative to the list. */
function formatImageList({ images }: DatasetPlan, split: SplitName): string {
  const lines: string[] = [];
  for (const image of images) if (image.split === split) lines.push(`./${toImagePath(image)}\n`);
  return lines.sort().join('');
}
