import { type BoxTable, ignoredFlag } from './box-table.js';
import { type ClassMatches, emptyMatches } from './class-matches.js';
import { overlap } from './overlap.js';
import { eachPhotoSegment } from './photo-segments.js';

/**
 * The matching of YOLOv5's `process_batch`: each detection stands for the one truth of its class that it overlaps most; of several for one
 * truth the most confident counts, at each IoU threshold by itself. Ignored truths are left out: YOLO labels have none.
 */
export function matchYolov5(
  found: BoxTable,
  truth: BoxTable,
  classIndex: number,
  thresholds: readonly number[],
): ClassMatches {
  const matches = emptyMatches(found, classIndex);
  const first = found.classStart[classIndex]!;
  let taken = new Uint16Array(64);
  let truths = 0;
  eachPhotoSegment(found, truth, classIndex, (d0, d1, g0, g1) => {
    if (g1 - g0 > taken.length) taken = new Uint16Array(2 * (g1 - g0));
    taken.fill(0, 0, g1 - g0);
    for (let g = g0; g < g1; g++) if (!(truth.flags[g]! & ignoredFlag)) truths++;
    for (let d = d0; d < d1; d++) {
      matches.rank[d - first] = d - d0;
      const best = findMostOverlapped(found, d, truth, g0, g1);
      if (best < 0) continue;
      const reached = thresholdsReached(overlap(found, d, truth, best), thresholds) & ~taken[best - g0]!;
      taken[best - g0]! |= reached;
      matches.matched[d - first] = reached;
    }
  });
  return { ...matches, truths };
}

function findMostOverlapped(found: BoxTable, d: number, truth: BoxTable, g0: number, g1: number): number {
  let best = -1;
  let most = 0;
  for (let g = g0; g < g1; g++) {
    if (truth.flags[g]! & ignoredFlag) continue;
    const shared = overlap(found, d, truth, g);
    if (shared > most) [best, most] = [g, shared];
  }
  return best;
}

function thresholdsReached(iou: number, thresholds: readonly number[]): number {
  let mask = 0;
  for (let t = 0; t < thresholds.length && iou >= thresholds[t]!; t++) mask |= 1 << t;
  return mask;
}
