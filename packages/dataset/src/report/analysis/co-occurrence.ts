import type { ReportImage } from '../report-facts.js';

/** `counts[a][b]`: images that show both class a and class b; on the diagonal, images that show the class. */
export type CoOccurrence = readonly (readonly number[])[];

export function countCoOccurrence(images: readonly ReportImage[], classCount: number): CoOccurrence {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const { boxes } of images) {
    const shown = [...new Set(boxes.map((box) => box.classIndex))];
    for (const a of shown) for (const b of shown) add(counts[a], b);
  }
  return counts;
}

function add(row: number[] | undefined, at: number): void {
  if (row) row[at] = (row[at] ?? 0) + 1;
}
