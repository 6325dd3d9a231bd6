import { type BoxTable, crowdFlag } from './box-table.js';

/**
 * IoU of a detection's row and a truth's row, in the order of pycocotools' own operations. A crowd is not part of what both cover: any
 * detection inside it overlaps it wholly.
 */
export function overlap(found: BoxTable, d: number, truth: BoxTable, g: number): number {
  const width = Math.min(found.x2[d]!, truth.x2[g]!) - Math.max(found.x1[d]!, truth.x1[g]!);
  const height = Math.min(found.y2[d]!, truth.y2[g]!) - Math.max(found.y1[d]!, truth.y1[g]!);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  const foundArea = boxArea(found, d);
  const together = truth.flags[g]! & crowdFlag ? foundArea : foundArea + boxArea(truth, g) - shared;
  return shared / together;
}

function boxArea({ x1, y1, x2, y2 }: BoxTable, row: number): number {
  return (x2[row]! - x1[row]!) * (y2[row]! - y1[row]!);
}
