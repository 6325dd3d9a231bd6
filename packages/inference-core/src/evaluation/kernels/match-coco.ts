import { type BoxTable, crowdFlag, ignoredFlag } from './box-table.js';
import { type ClassMatches, emptyMatches } from './class-matches.js';
import { overlap } from './overlap.js';
import { eachPhotoSegment } from './photo-segments.js';

export interface CocoMatching {
  readonly thresholds: readonly number[];
  /** Of each class in each photo, only so many are looked at. */
  readonly maxDetections: number;
  /** Truths of another area need not be found; detections of another area that find nothing don't count. */
  readonly areaPx: readonly [low: number, high: number];
}

interface Scratch {
  /** Truth rows of a photo, those that count first, and which of them count. */
  order: Uint32Array;
  counts: number;
  /** At which thresholds a truth is taken, by place in `order`. */
  taken: Uint16Array;
  overlaps: Float64Array;
}

/**
 * The matching of pycocotools' `evaluateImg`: detections by falling confidence take the free truth that they overlap most,
 * one that counts before one that doesn't.
 */
export function matchCoco(found: BoxTable, truth: BoxTable, classIndex: number, how: CocoMatching): ClassMatches {
  const matches = emptyMatches(found, classIndex);
  const first = found.classStart[classIndex]!;
  const scratch = { order: new Uint32Array(64), counts: 0, taken: new Uint16Array(64), overlaps: new Float64Array(64) };
  let truths = 0;
  eachPhotoSegment(found, truth, classIndex, (d0, d1, g0, g1) => {
    prepare(scratch, truth, g0, g1, how.areaPx);
    truths += scratch.counts;
    for (let d = d0; d < d1; d++) {
      matches.rank[d - first] = d - d0;
      if (d - d0 < how.maxDetections) matchOne(matches, d - first, found, d, truth, scratch, g1 - g0, how);
    }
  });
  return { ...matches, truths };
}

function prepare(s: Scratch, truth: BoxTable, g0: number, g1: number, areaPx: CocoMatching['areaPx']): void {
  if (g1 - g0 > s.order.length) {
    s.order = new Uint32Array(2 * (g1 - g0));
    s.taken = new Uint16Array(2 * (g1 - g0));
    s.overlaps = new Float64Array(2 * (g1 - g0));
  }
  s.taken.fill(0, 0, g1 - g0);
  const isIgnored = (g: number): boolean =>
    (truth.flags[g]! & ignoredFlag) !== 0 || truth.areaPx[g]! < areaPx[0] || truth.areaPx[g]! > areaPx[1];
  let next = 0;
  for (let g = g0; g < g1; g++) if (!isIgnored(g)) s.order[next++] = g;
  s.counts = next;
  for (let g = g0; g < g1; g++) if (isIgnored(g)) s.order[next++] = g;
}

function matchOne(
  { matched, ignored }: Omit<ClassMatches, 'truths'>,
  at: number,
  found: BoxTable,
  d: number,
  truth: BoxTable,
  s: Scratch,
  truths: number,
  { thresholds, areaPx }: CocoMatching,
): void {
  for (let i = 0; i < truths; i++) s.overlaps[i] = overlap(found, d, truth, s.order[i]!);
  const isOutside = found.areaPx[d]! < areaPx[0] || found.areaPx[d]! > areaPx[1];
  for (let t = 0; t < thresholds.length; t++) {
    const best = findBest(s, truth, truths, Math.min(thresholds[t]!, 1 - 1e-10), 1 << t);
    if (best >= 0) {
      s.taken[best]! |= 1 << t;
      matched[at]! |= 1 << t;
    }
    if (best >= s.counts || (best < 0 && isOutside)) ignored[at]! |= 1 << t;
  }
}

/** Of equal overlaps the later truth is taken, as pycocotools does. */
function findBest(s: Scratch, truth: BoxTable, truths: number, threshold: number, bit: number): number {
  let best = -1;
  let most = threshold;
  for (let i = 0; i < truths; i++) {
    if (i === s.counts && best >= 0) break;
    if (s.taken[i]! & bit && !(truth.flags[s.order[i]!]! & crowdFlag)) continue;
    if (s.overlaps[i]! < most) continue;
    most = s.overlaps[i]!;
    best = i;
  }
  return best;
}
