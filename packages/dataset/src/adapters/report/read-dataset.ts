import { FileNotFoundError, joinUri, mapConcurrently, type Storage } from '@detectory/storage';
import type { DatasetFile } from '../../dataset-json/dataset-json.js';
import { parseDatasetJson, type RecordedDataset } from '../../dataset-json/parse-dataset-json.js';
import { InvalidDatasetError } from '../../errors.js';
import type { ReportImage } from '../../report/report-facts.js';
import { type SplitName, splitNames } from '../../split/split-name.js';
import { parseYoloRows } from '../../yolo/parse-yolo-rows.js';

export interface ReadDatasetOptions {
  readonly storage: Storage;
  /** A folder or s3:// prefix. */
  readonly place: string;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface LabelledDataset {
  readonly dataset: RecordedDataset;
  /** In the order of splits and files. */
  readonly images: readonly Omit<ReportImage, 'look'>[];
}

/** A built dataset with the boxes of its label files. @throws InvalidDatasetError, StorageError */
export async function readDataset(options: ReadDatasetOptions): Promise<LabelledDataset> {
  const { storage, place, concurrency = 16, signal, onProgress } = options;
  const where = joinUri(place, 'dataset.json');
  const text = await readText(
    storage,
    where,
    `${place} holds no dataset: there is no dataset.json, which \`detectory-prep build\` writes last.`,
  );
  const dataset = parseDatasetJson(text, where);
  const files = splitNames.flatMap((split) => (dataset.splits[split]?.files ?? []).map((file) => ({ split, file })));
  let done = 0;
  const readOne = async ({ split, file }: (typeof files)[number]): Promise<Omit<ReportImage, 'look'>> => {
    const boxes = await readBoxes(storage, place, split, file, dataset.classes.length);
    onProgress?.(++done, files.length);
    return { split, file: file.file, sourceRef: file.sourceRef, boxes };
  };
  return { dataset, images: await mapConcurrently(files, readOne, { concurrency, signal }) };
}

async function readBoxes(
  storage: Storage,
  place: string,
  split: SplitName,
  { file, boxes }: DatasetFile,
  classCount: number,
): Promise<ReportImage['boxes']> {
  if (boxes === 0) return [];
  const where = joinUri(place, `labels/${split}/${file.slice(0, file.lastIndexOf('.'))}.txt`);
  const changed = 'The dataset was changed after it was built; build it again.';
  const rows = parseYoloRows(await readText(storage, where, `${where} is missing. ${changed}`), where);
  const unknown = rows.find((row) => row.classIndex >= classCount);
  if (unknown)
    throw new InvalidDatasetError(
      `${where}: class ${unknown.classIndex} is not in dataset.json, which has ${classCount}. ${changed}`,
    );
  return rows;
}

async function readText(storage: Storage, uri: string, ifMissing: string): Promise<string> {
  try {
    return new TextDecoder().decode(await storage.readBytes(uri));
  } catch (error) {
    if (error instanceof FileNotFoundError) throw new InvalidDatasetError(ifMissing, { cause: error });
    throw error;
  }
}
