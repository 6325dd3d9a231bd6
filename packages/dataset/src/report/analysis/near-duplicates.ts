import { findDuplicates } from '../../duplicates/find-duplicates.js';
import type { RecordedDataset } from '../../dataset-json/parse-dataset-json.js';
import { parseNearDistance } from '../../split/parse-near-distance.js';
import type { ReportFacts } from '../report-facts.js';

export interface DuplicateGroup {
  /** Positions of the images, ascending. */
  readonly images: readonly number[];
  /** Whether its images lie in more than one split: what is learnt is then also what is tested. */
  readonly crossesSplits: boolean;
}

/** How many of 64 bits near duplicates may differ in: as the dataset was built, else as `--group-near-duplicates` takes it. */
export function nearDistanceOf({ splitting }: RecordedDataset): number {
  return splitting?.nearDuplicates?.distance ?? parseNearDistance(true);
}

/** Groups of photos that look the same, linked by pairs; those across splits first, then the larger ones. */
export function findNearDuplicates({ images, dataset }: ReportFacts): DuplicateGroup[] {
  const prints = images.map(({ look }) => ({ dHash: look?.dHash }));
  const groups = new Map<number, number[]>();
  findDuplicates(prints, nearDistanceOf(dataset)).setOf.forEach((set, i) => {
    const group = groups.get(set);
    if (group) group.push(i);
    else groups.set(set, [i]);
  });
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ images: group, crossesSplits: new Set(group.map((i) => images[i]?.split)).size > 1 }))
    .sort(worstFirst);
}

function worstFirst(a: DuplicateGroup, b: DuplicateGroup): number {
  return (
    Number(b.crossesSplits) - Number(a.crossesSplits) ||
    b.images.length - a.images.length ||
    (a.images[0] ?? 0) - (b.images[0] ?? 0)
  );
}
