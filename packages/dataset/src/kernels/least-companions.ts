import type { CountMatrix } from './count-matrix.js';

/**
 * For each class the fewest of its boxes that come along with any choice of rows that has `boxes` boxes of `wanted`; where
 * there are not so many, those that come with all of them. A true lower bound for whole rows: the last row may count in part
 * (the relaxation of a knapsack, Dantzig 1957), and the sum is rounded up.
 */
export function leastCompanions(counts: CountMatrix, wanted: number, boxes: number): Float64Array {
  const sharedRows = rowsByCompanion(counts, wanted);
  const total = sharedRows[wanted]!.reduce((sum, row) => sum + row.boxes, 0);
  return Float64Array.from(sharedRows, (rows, companion) => {
    if (companion === wanted) return Math.min(boxes, total);
    const free = total - rows.reduce((sum, row) => sum + row.boxes, 0);
    return free >= boxes ? 0 : cheapestCompany(rows, boxes - free);
  });
}

interface SharedRow {
  /** Of the wanted class. */
  readonly boxes: number;
  readonly companions: number;
}

function cheapestCompany(rows: SharedRow[], boxes: number): number {
  rows.sort((a, b) => a.companions * b.boxes - b.companions * a.boxes);
  let left = boxes;
  let companions = 0;
  for (const row of rows) {
    if (left <= 0) break;
    companions += Math.min(1, left / row.boxes) * row.companions;
    left -= row.boxes;
  }
  return Math.ceil(companions - 1e-9);
}

/** For each class the rows that hold it beside the wanted one. */
function rowsByCompanion({ rows, classes, offsets, classOf, countOf }: CountMatrix, wanted: number): SharedRow[][] {
  const found: SharedRow[][] = Array.from({ length: classes }, () => []);
  for (let row = 0; row < rows; row++) {
    let boxes = 0;
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) if (classOf[e] === wanted) boxes = countOf[e]!;
    if (boxes === 0) continue;
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++)
      found[classOf[e]!]!.push({ boxes, companions: countOf[e]! });
  }
  return found;
}
