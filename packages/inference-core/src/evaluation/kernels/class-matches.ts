import type { BoxTable } from './box-table.js';

/** How the detections of one class fared, over all photos; bit `t` of a mask stands for the IoU threshold `t`. */
export interface ClassMatches {
  readonly confidence: Float64Array;
  /** At which thresholds a detection found an object. */
  readonly matched: Uint16Array;
  /** At which thresholds it doesn't count. */
  readonly ignored: Uint16Array;
  /** Its place among the detections of its class in its photo, from 0. */
  readonly rank: Uint32Array;
  /** Objects that were to be found. */
  readonly truths: number;
}

export function emptyMatches(found: BoxTable, classIndex: number): Omit<ClassMatches, 'truths'> {
  const [first, end] = [found.classStart[classIndex]!, found.classStart[classIndex + 1]!];
  return {
    confidence: found.confidence.subarray(first, end),
    matched: new Uint16Array(end - first),
    ignored: new Uint16Array(end - first),
    rank: new Uint32Array(end - first),
  };
}

/** Positions by falling confidence; equal ones in the order of photos. */
export function rankByConfidence(confidence: Float64Array): Uint32Array {
  return Uint32Array.from(confidence.keys()).sort((a, b) => confidence[b]! - confidence[a]! || a - b);
}
