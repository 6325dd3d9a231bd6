import { mapConcurrently } from '@detectory/storage';
import type { DatasetJson } from '../dataset-json/dataset-json.js';
import { formatDatasetJson } from '../dataset-json/format-dataset-json.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import type { DatasetPlan, PlannedImage } from '../plan/dataset-plan.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { formatDataYaml } from '../yolo/format-data-yaml.js';
import type { CopyMode, DatasetSink } from './dataset-sink.js';
import type { ScannedImage } from './scan-images.js';

export interface WriteDatasetOptions {
  readonly plan: DatasetPlan;
  readonly datasetJson: DatasetJson;
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

/** Writes images, labels, lists, data.yaml and, last, dataset.json into the sink; the caller commits or discards it. */
export async function writeDataset(options: WriteDatasetOptions): Promise<void> {
  const { plan, datasetJson, sink, copy, yamlRoot, concurrency = 16, signal, onProgress } = options;
  const splits = splitNames.filter((split) => plan.images.some((image) => image.split === split));
  let done = 0;
  const writeOne = async (image: PlannedImage): Promise<void> => {
    await writeImage(image, options);
    onProgress?.(++done);
  };
  await mapConcurrently(plan.images, writeOne, { concurrency, signal });
  if (copy === 'none') for (const split of splits) await sink.writeText(`${split}.txt`, formatImageList(plan, split));
  const classes = plan.classes.map((one) => one.name);
  await sink.writeText('data.yaml', formatDataYaml({ root: yamlRoot, classes, splits }));
  await sink.writeText('dataset.json', formatDatasetJson(datasetJson));
}

async function writeImage(
  { fileName, split, labelText, source }: PlannedImage,
  options: WriteDatasetOptions,
): Promise<void> {
  const { plan, sink, copy, scanned } = options;
  const image = scanned.get(source.sourceRef);
  for (const name of [fileName, ...copiesOf(plan, fileName, split)]) {
    await sink.writeText(`labels/${split}/${toLabelName(name)}`, labelText);
    if (copy !== 'none' && image) await sink.placeImage(`images/${split}/${name}`, image);
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
function formatImageList(plan: DatasetPlan, split: SplitName): string {
  const own = plan.images.filter((image) => image.split === split);
  return own
    .flatMap(({ fileName }) => [fileName, ...copiesOf(plan, fileName, split)])
    .map((name) => `./images/${split}/${name}\n`)
    .sort(compareCodeUnits)
    .join('');
}
