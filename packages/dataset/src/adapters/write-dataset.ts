import { mapConcurrently } from '@detectory/storage';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { formatDatasetJson } from '../dataset-json/format-dataset-json.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import type { DatasetPlan, PlannedImage } from '../plan/dataset-plan.js';
import { formatDuplicates } from '../dataset-json/format-duplicates.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { formatSplitsLock, type SplitsLock, splitsLockName } from '../split/splits-lock.js';
import { formatDataYaml } from '../yolo/format-data-yaml.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { ScannedImage } from './scan-images.js';

export interface WriteDatasetOptions {
  readonly plan: DatasetPlan;
  readonly datasetJson: DatasetJson;
  /** What a later build keeps. */
  readonly splitsLock: SplitsLock;
  readonly sink: DatasetSink;
  readonly copy: CopyMode;
  /** What data.yaml calls the dataset's folder. */
  readonly yamlRoot: string;
  /** Where the bytes of an image lie, by source-ref. */
  readonly scanned: ReadonlyMap<string, ScannedImage>;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Writes images, labels, lists, data.yaml, the lock of the split, the duplicates and, last, dataset.json into the sink; the caller commits or discards it. */
export async function writeDataset(options: WriteDatasetOptions): Promise<void> {
  const { plan, datasetJson, splitsLock, sink, copy, yamlRoot, concurrency = 16, signal, onProgress } = options;
  const splits = splitNames.filter((split) => datasetJson.splits[split] !== undefined);
  let done = 0;
  const writeOne = async (image: PlannedImage): Promise<void> => {
    await writeImage(image, options);
    onProgress?.(++done);
  };
  await mapConcurrently(plan.images, writeOne, { concurrency, signal });
  if (copy === 'none')
    for (const split of splits) await sink.writeText(`${split}.txt`, formatImageList(datasetJson, split));
  const classes = plan.classes.map((one) => one.name);
  await sink.writeText('data.yaml', formatDataYaml({ root: yamlRoot, classes, splits }));
  await sink.writeText(splitsLockName, formatSplitsLock(splitsLock));
  if (plan.duplicates.length > 0) await sink.writeText('duplicates.json', formatDuplicates(plan));
  await sink.writeText('dataset.json', formatDatasetJson(datasetJson));
}

async function writeImage(image: PlannedImage, options: WriteDatasetOptions): Promise<void> {
  const { fileName, split, labelText } = image;
  const { plan, sink, copy, scanned } = options;
  const found = copy === 'none' ? undefined : scanned.get(image.sourceRef);
  for (const name of [fileName, ...copiesOf(plan, fileName, split)]) {
    await sink.writeText(`labels/${split}/${toLabelName(name)}`, labelText);
    if (found) await sink.placeImage(`images/${split}/${name}`, found);
  }
}

/** The last suffix gives way to `.txt`, as YOLOv5's img2label_paths does it. */
function toLabelName(fileName: string): string {
  return `${fileName.slice(0, fileName.lastIndexOf('.'))}.txt`;
}

function copiesOf({ oversampling }: DatasetPlan, fileName: string, split: SplitName): readonly string[] {
  return (split === 'train' && oversampling?.copiesOf.get(fileName)) || [];
}

/** YOLOv5 takes lines that begin with `./` relative to the list. */
function formatImageList({ splits, oversample }: DatasetJson, split: SplitName): string {
  const copies = split === 'train' ? (oversample?.copies ?? []) : [];
  const files = [...(splits[split]?.files ?? []), ...copies];
  return files
    .map(({ file }) => `./images/${split}/${file}\n`)
    .sort(compareCodeUnits)
    .join('');
}
