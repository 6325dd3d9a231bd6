import type { Labels } from '../ground-truth/labels.js';
import { findSplitInName } from '../model/split-in-name.js';

/**
 * Labels with a note of how many images came in a file of one split, where the sources are files of several splits: as one
 * list they are split anew.
 * @param sources the files that the labels' manifests were read from, in order
 */
export function noteLostSplits(labels: Labels, sources: readonly string[]): Labels {
  const splits = sources.map(findSplitInName);
  if (new Set(splits.filter((split) => split !== undefined)).size < 2) return labels;
  let count = 0;
  for (const { manifest } of labels.images) if (splits[manifest] !== undefined) count++;
  return count > 0 ? { ...labels, notes: { ...labels.notes, 'split-not-kept': count } } : labels;
}
