import { detectionRowLength, type DetectionRows } from './detection.js';

/** Only the rows of the given classes, at most so many of them; the order stays. */
export function keepClasses(rows: DetectionRows, classIndices: readonly number[], most: number): DetectionRows {
  const wanted = new Set(classIndices);
  const kept: number[] = [];
  for (let start = 0; start < rows.length && kept.length < most; start += detectionRowLength)
    if (wanted.has(rows[start + detectionRowLength - 1] ?? -1)) kept.push(start);
  return Float32Array.from(kept.flatMap((start) => [...rows.subarray(start, start + detectionRowLength)]));
}
