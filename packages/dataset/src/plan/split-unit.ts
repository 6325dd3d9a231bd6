import type { ClassCounts } from '../select/select-images.js';
import type { SplitImage } from '../split/split-images.js';
import type { ClassCountsColumn } from './class-counts-column.js';
import type { PreparedImages, ScanResults } from './prepare-all.js';

/** The images at the given positions as splitting wants them; their counts are read where they lie. */
export function toSplitUnits(
  positions: Uint32Array,
  { sourceRefs, classCounts }: PreparedImages,
  scan: ScanResults | undefined,
): SplitImage[] {
  return Array.from(positions, (position) => {
    const facts = scan?.[position];
    const sourceRef = sourceRefs[position] ?? '';
    const groupKey = facts && 'sha256' in facts ? facts.sha256 : sourceRef;
    return new SplitUnit(sourceRef, groupKey, classCounts, position);
  });
}

class SplitUnit implements SplitImage {
  constructor(
    readonly sourceRef: string,
    readonly groupKey: string,
    readonly counts: ClassCountsColumn,
    readonly position: number,
  ) {}

  get classCounts(): ClassCounts {
    return this.counts.at(this.position);
  }
}
