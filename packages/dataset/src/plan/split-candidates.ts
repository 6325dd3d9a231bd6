import type { Labels } from '../ground-truth/labels.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import type { SplitCandidate } from '../split/split-dataset.js';
import type { PlanOptions } from './plan-options.js';
import type { PreparedImages, ScanResults } from './prepare-all.js';

/** The images at the given positions as splitting wants them, each made when it is looked at. */
export function toSplitCandidates(
  positions: Uint32Array,
  labels: Labels,
  scan: ScanResults | undefined,
  { sourceRefs, classCounts }: PreparedImages,
  { groupBy }: PlanOptions,
): Sequence<SplitCandidate> {
  return createSequence(positions.length, (i) => {
    const position = positions[i] ?? 0;
    const facts = scan?.[position];
    const known = facts && 'sha256' in facts ? { sha256: facts.sha256, dHash: facts.dHash } : undefined;
    return {
      sourceRef: sourceRefs[position] ?? '',
      classCounts: classCounts.at(position),
      ...known,
      ...(groupBy?.kind === 'key' && { manifestGroup: labels.images.at(position)?.manifestGroup }),
    };
  });
}
