import { mapConcurrently, type Storage } from '@detectory/storage';
import { type CheckedPair, checkPair } from '../check/check-pair.js';
import { type CheckReport, groupFindings, type SplitTally } from '../check/check-report.js';
import { findRepeats } from '../check/find-repeats.js';
import { findStrayFiles } from '../check/find-stray-files.js';
import type { Finding } from '../check/findings.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { findSplit, openDataset, toRelative } from './open-dataset.js';
import { readPair } from './read-pair.js';

export interface CheckDatasetOptions {
  readonly storage: Storage;
  /** A folder or s3:// prefix with a data.yaml, or that file itself. */
  readonly dataset: string;
  /** Images at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

type SplitImages = ReadonlyMap<SplitName, readonly string[]>;

/**
 * Every image and label of a YOLO dataset by the rules of YOLOv5 7.0, before a training pays for finding out.
 * @throws StorageError; the signal's reason when aborted
 */
export async function checkDataset(options: CheckDatasetOptions): Promise<CheckReport> {
  const { storage, concurrency, signal, onProgress } = options;
  const { files, yaml, findings: first } = await openDataset(storage, options.dataset);
  const findings: Finding[] = [...first];
  const splits = new Map<SplitName, readonly string[]>();
  for (const name of splitNames) {
    const found = yaml && (await findSplit(name, yaml, files, storage));
    if (!found) continue;
    findings.push(...found.findings);
    splits.set(name, found.images);
  }
  const images = [...new Set([...splits.values()].flat())].sort();
  let done = 0;
  const checkOne = async (uri: string): Promise<CheckedPair & { readonly sha256: string | undefined }> => {
    const { sha256, ...pair } = await readPair(storage, uri, files);
    onProgress?.(++done, images.length);
    return { ...checkPair({ ...pair, classCount: yaml?.classCount }), sha256 };
  };
  const checked = await mapConcurrently(images, checkOne, { concurrency: concurrency ?? 16, signal });
  const pairOf = new Map(images.map((uri, i) => [uri, checked[i]]));
  for (const pair of checked) findings.push(...pair.findings);
  const relative = (uri: string): string => toRelative(uri, files.root);
  findings.push(
    ...findRepeats(splits, (uri) => pairOf.get(uri)?.sha256, relative),
    ...findStrayFiles(files, images, relative),
  );
  const tallies = tallySplits(splits, pairOf);
  findings.push(...findBlindSplits(tallies));
  const groups = groupFindings(findings);
  return {
    dataset: files.root,
    classes: yaml?.classCount ?? null,
    splits: tallies,
    findings: groups,
    isSound: groups.every(({ level }) => level === 'note'),
  };
}

function tallySplits(
  splits: SplitImages,
  pairOf: ReadonlyMap<string, CheckedPair | undefined>,
): Partial<Record<SplitName, SplitTally>> {
  const tallies = [...splits].map(([name, uris]) => {
    const boxes = [...new Set(uris)].map((uri) => pairOf.get(uri)?.boxes);
    return [
      name,
      {
        images: boxes.length,
        boxes: boxes.reduce<number>((sum, count) => sum + (count ?? 0), 0),
        backgrounds: boxes.filter((count) => count === 0).length,
        dropped: boxes.filter((count) => count === undefined).length,
      },
    ];
  });
  return Object.fromEntries(tallies) as Partial<Record<SplitName, SplitTally>>;
}

/** YOLOv5 refuses to train without a box, and to validate without one is to no end. */
function findBlindSplits(tallies: Partial<Record<SplitName, SplitTally>>): Finding[] {
  return (['train', 'val'] as const).flatMap((name) => {
    const { images = 0, boxes = 0 } = tallies[name] ?? {};
    const code = name === 'train' ? 'labels-none' : 'validation-blind';
    return images > 0 && boxes === 0
      ? [{ code, path: name, message: `it has ${images} images and no box that YOLOv5 takes.` }]
      : [];
  });
}
