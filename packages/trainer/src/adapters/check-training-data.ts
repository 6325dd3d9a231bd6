import { groupFindings, type SplitTally } from '@detectory/dataset';
import { checkSplits } from '@detectory/dataset/adapters';
import type { UprightSize } from '@detectory/imaging';
import { createStorage } from '@detectory/storage';
import { describeErrors, describeWarnings } from '../data/describe-findings.js';
import type { SplitName } from '../data/parse-data-yaml.js';
import { DatasetUnusableError } from '../errors.js';
import { assertClassesKnown } from './read-fitting-dataset.js';
import type { ReadDataset } from './read-dataset.js';

export interface CheckedData {
  /** What the training goes on in spite of. */
  readonly warnings: readonly string[];
  readonly tallies: Readonly<Partial<Record<SplitName, SplitTally>>>;
  /** What two copies of an image have in common: the hash of their bytes. */
  readonly identityOf: (image: string) => string;
  /** Of an image that can be read. */
  readonly sizeOf: (image: string) => UprightSize | undefined;
  /** Images that YOLOv5 would write anew in their place, or drop where it may not write. */
  readonly rewritten: ReadonlySet<string>;
}

export interface CheckTrainingDataOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Training and validation photos by prep's rules, before anything starts. Labels come first: they are small, and tell of a
 * wrong dataset within seconds where reading all photos takes longer.
 * @throws DatasetUnusableError
 */
export async function checkTrainingData(
  dataset: ReadDataset,
  options: CheckTrainingDataOptions = {},
): Promise<CheckedData> {
  const { images, classNames, files } = dataset;
  const splits = new Map<SplitName, readonly string[]>([
    ['train', images.train],
    ...(images.val.length > 0 ? [['val', images.val] as const] : []),
  ]);
  await assertClassesKnown([...new Set([...splits.values()].flat())], classNames);
  const classCount = classNames.length;
  const checked = await checkSplits({ storage: createStorage(), files, splits, classCount, ...options });
  const groups = groupFindings(checked.findings);
  const errors = describeErrors(groups);
  if (errors) throw new DatasetUnusableError(`The dataset can't be trained on: ${errors}`);
  return {
    warnings: describeWarnings(groups),
    tallies: checked.tallies,
    identityOf: (image) => checked.sha256Of(image) ?? image,
    sizeOf: checked.sizeOf,
    rewritten: new Set(
      checked.findings
        .filter(({ code }) => code === 'jpeg-trailing-bytes')
        .map(({ path }) => toAbsolute(path, files.root)),
    ),
  };
}

function toAbsolute(path: string, root: string): string {
  return path.startsWith('/') ? path : `${root}/${path}`;
}
