import { type DetectionOptions, detectionRowLength, type DetectionRows } from '../detection.js';
import type { Candidates } from './collect-candidates.js';

/** YOLOv5 sorts and keeps at most this many candidates before it suppresses (`max_nms`). */
export const maxCandidates = 30_000;

/** Greedy class-wise non-maximum suppression; best first, ties in the order of the model's output. */
export function suppress(
  candidates: Candidates,
  options: Pick<DetectionOptions, 'iou' | 'maxDetections'>,
): DetectionRows {
  const { confidence } = candidates;
  const order = confidence.map((_, index) => index).sort((a, b) => confidence[b]! - confidence[a]! || a - b);
  const kept: number[] = [];
  for (const index of order.slice(0, maxCandidates)) {
    if (kept.length === options.maxDetections) break;
    if (!kept.some((better) => overlaps(candidates, better, index, options.iou))) kept.push(index);
  }
  return toRows(candidates, kept);
}

function overlaps({ x1, y1, x2, y2, classIndex }: Candidates, a: number, b: number, iou: number): boolean {
  if (classIndex[a] !== classIndex[b]) return false;
  const width = Math.min(x2[a]!, x2[b]!) - Math.max(x1[a]!, x1[b]!);
  const height = Math.min(y2[a]!, y2[b]!) - Math.max(y1[a]!, y1[b]!);
  if (width <= 0 || height <= 0) return false;
  const overlap = width * height;
  const together = (x2[a]! - x1[a]!) * (y2[a]! - y1[a]!) + (x2[b]! - x1[b]!) * (y2[b]! - y1[b]!) - overlap;
  return overlap > iou * together;
}

function toRows({ x1, y1, x2, y2, confidence, classIndex }: Candidates, kept: readonly number[]): DetectionRows {
  const rows = new Float32Array(kept.length * detectionRowLength);
  kept.forEach((index, row) => {
    rows.set(
      [x1[index]!, y1[index]!, x2[index]!, y2[index]!, confidence[index]!, classIndex[index]!],
      row * detectionRowLength,
    );
  });
  return rows;
}
