import { forEachConcurrently } from '@detectory/storage';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { datasetJsonPieces } from '../dataset-json/format-dataset-json.js';
import { duplicatesPieces } from '../dataset-json/format-duplicates.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import type { DatasetPlan, PlannedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { splitsLockPieces, type SplitsLock, splitsLockName } from '../split/splits-lock.js';
import { formatDataYaml } from '../yolo/format-data-yaml.js';
import type { CopyMode, DatasetSink, TextPieces } from './dataset-sink.js';
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
  const { plan, sink, isOwn, concurrency, signal, onProgress } = options;
  let done = 0;
  let total = 0;
  for (let position = 0; position < plan.images.length; position++) if (isOwn(position)) total++;
  const writeOne = async (image: PlannedImage): Promise<void> => {
    await writeImage(image, options);
    onProgress?.(++done, total);
  };
  try {
    await forEachConcurrently(ownImages(plan, isOwn), writeOne, { concurrency, signal });
  } finally {
    // After a failure as well: nothing may be written into a folder that is being removed.
    await sink.settleTexts();
  }
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
  /** What a later build keeps. */
  readonly splitsLock: SplitsLock;
  readonly datasetJson: DatasetJson;
}

/**
 * Writes the lists, data.yaml, the lock of the split, the duplicates and, last, dataset.json: from then on the dataset is
 * there.
 */
export async function finishDataset(options: FinishDatasetOptions): Promise<void> {
  const { plan, sink, copy, datasetJson } = options;
  const written = new Set<string>();
  // One after the other: together they would be a good part of a build's memory.
  for (const [path, pieces] of listTexts(options)) {
    await sink.writePieces(path, pieces);
    written.add(path);
  }
  let parts: ReadonlySet<string> | undefined;
  const isPart = (path: string): boolean => written.has(path) || (parts ??= listParts(plan, copy)).has(path);
  await sink.commit(() => datasetJsonPieces(datasetJson), isPart);
}

function* listTexts(options: FinishDatasetOptions): Generator<readonly [path: string, pieces: TextPieces]> {
  const { plan, copy, yamlRoot, splitsLock, datasetJson } = options;
  const splits = splitNames.filter((split) => datasetJson.splits[split] !== undefined);
  const lists = copy === 'none' ? splits : [];
  const classes = plan.classes.map((one) => one.name);
  for (const split of lists) yield [`${split}.txt`, () => [formatImageList(datasetJson, split)]];
  yield ['data.yaml', () => [formatDataYaml({ root: yamlRoot, classes, splits })]];
  yield [splitsLockName, () => splitsLockPieces(splitsLock)];
  if (plan.duplicates.length > 0) yield ['duplicates.json', () => duplicatesPieces(plan)];
}

/** The paths of images and labels. */
function listParts(plan: DatasetPlan, copy: CopyMode): Set<string> {
  const parts = new Set<string>();
  for (const { split, fileName } of plan.images)
    for (const name of namesOf(plan, fileName, split)) {
      parts.add(toLabelPath(split, name));
      if (copy !== 'none') parts.add(toImagePath(split, name));
    }
  return parts;
}

async function writeImage(image: PlannedImage, options: WriteImagesOptions): Promise<void> {
  const { fileName, split, labelText } = image;
  const { plan, sink, copy, scanned } = options;
  const found = copy === 'none' ? undefined : scanned.get(image.sourceRef);
  for (const name of namesOf(plan, fileName, split)) {
    await sink.writeText(toLabelPath(split, name), labelText);
    if (found) await sink.placeImage(toImagePath(split, name), found);
  }
}

/** An image's own name and those of its copies. */
function namesOf({ oversampling }: DatasetPlan, fileName: string, split: SplitName): readonly string[] {
  const copies = split === 'train' ? oversampling?.copiesOf.get(fileName) : undefined;
  return copies ? [fileName, ...copies] : [fileName];
}

function toImagePath(split: SplitName, name: string): string {
  return `images/${split}/${name}`;
}

/** The last suffix gives way to `.txt`, as YOLOv5's img2label_paths does it. */
function toLabelPath(split: SplitName, name: string): string {
  return `labels/${split}/${name.slice(0, name.lastIndexOf('.'))}.txt`;
}

/** YOLOv5 takes lines that begin with `./` relative to the list. */
function formatImageList({ splits, oversample }: DatasetJson, split: SplitName): string {
  const copies = split === 'train' ? (oversample?.copies ?? []) : [];
  const files = [...(splits[split]?.files ?? []), ...copies];
  return files
    .map(({ file }) => `./${toImagePath(split, file)}\n`)
    .sort(compareCodeUnits)
    .join('');
}
