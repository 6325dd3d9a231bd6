import type { Storage } from '@detectory/storage';
import { type CheckReport, groupFindings } from '../check/check-report.js';
import { findStrayFiles } from '../check/find-stray-files.js';
import type { Finding } from '../check/findings.js';
import { type SplitName, splitNames } from '../split/split-name.js';
import { checkSplits } from './check-splits.js';
import { findSplit, openDataset, toRelative } from './open-dataset.js';

export interface CheckDatasetOptions {
  readonly storage: Storage;
  /** A folder or s3:// prefix with a data.yaml, or that file itself. */
  readonly dataset: string;
  /** Images at once. Default 16. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Every image and label of a YOLO dataset by the rules of YOLOv5 7.0, before a training pays for finding out.
 * @throws StorageError; the signal's reason when aborted
 */
export async function checkDataset(options: CheckDatasetOptions): Promise<CheckReport> {
  const { storage } = options;
  const { files, yaml, findings: first } = await openDataset(storage, options.dataset);
  const findings: Finding[] = [...first];
  const splits = new Map<SplitName, readonly string[]>();
  for (const name of splitNames) {
    const found = yaml && (await findSplit(name, yaml, files, storage));
    if (!found) continue;
    findings.push(...found.findings);
    splits.set(name, found.images);
  }
  const checked = await checkSplits({ ...options, files, splits, classCount: yaml?.classCount });
  const images = [...new Set([...splits.values()].flat())].sort();
  findings.push(...checked.findings, ...findStrayFiles(files, images, (uri) => toRelative(uri, files.root)));
  const groups = groupFindings(findings);
  return {
    dataset: files.root,
    classes: yaml?.classCount ?? null,
    splits: checked.tallies,
    findings: groups,
    isSound: groups.every(({ level }) => level === 'note'),
  };
}
