import type { UprightSize } from '@detectory/imaging';
import { mapConcurrently, type Storage } from '@detectory/storage';
import { type CheckedPair, checkPair } from '../check/check-pair.js';
import type { SplitTally } from '../check/check-report.js';
import { findRepeats } from '../check/find-repeats.js';
import type { Finding } from '../check/findings.js';
import type { DatasetFiles } from '../check/resolve-splits.js';
import type { SplitName } from '../split/split-name.js';
import { toRelative } from './open-dataset.js';
import { type ReadPair, readPair } from './read-pair.js';

export type SplitImages = ReadonlyMap<SplitName, readonly string[]>;

export interface CheckSplitsOptions {
  readonly storage: Storage;
  /** All files there are: an image or label that is not among them is missing. */
  readonly files: DatasetFiles;
  /** The images of each split, by whole URI. */
  readonly splits: SplitImages;
  /** How many classes have names, where that is known. */
  readonly classCount: number | undefined;
  /** Images at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface CheckedSplits {
  readonly findings: readonly Finding[];
  readonly tallies: Readonly<Partial<Record<SplitName, SplitTally>>>;
  /** Of an image's bytes, where it can be read. */
  readonly sha256Of: (uri: string) => string | undefined;
  /** As a viewer shows it, of an image that can be read. */
  readonly sizeOf: (uri: string) => UprightSize | undefined;
}

type CheckedImagePair = CheckedPair & Pick<ReadPair, 'sha256' | 'size'>;

/**
 * Every image and label of the splits by the rules of YOLOv5 7.0, wherever they lie.
 * @throws StorageError; the signal's reason when aborted
 */
export async function checkSplits(options: CheckSplitsOptions): Promise<CheckedSplits> {
  const { storage, files, splits, classCount, concurrency, signal, onProgress } = options;
  const images = [...new Set([...splits.values()].flat())].sort();
  let done = 0;
  const checkOne = async (uri: string): Promise<CheckedImagePair> => {
    const { sha256, size, ...pair } = await readPair(storage, uri, files);
    onProgress?.(++done, images.length);
    return { ...checkPair({ ...pair, classCount }), sha256, size };
  };
  const checked = await mapConcurrently(images, checkOne, { concurrency: concurrency ?? 16, signal });
  const pairOf = new Map(images.map((uri, i) => [uri, checked[i]]));
  const sha256Of = (uri: string): string | undefined => pairOf.get(uri)?.sha256;
  const tallies = tallySplits(splits, pairOf);
  return {
    findings: [
      ...checked.flatMap(({ findings }) => findings),
      ...findRepeats(splits, sha256Of, (uri) => toRelative(uri, files.root)),
      ...findBlindSplits(tallies),
    ],
    tallies,
    sha256Of,
    sizeOf: (uri) => pairOf.get(uri)?.size,
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
