import type { BoxTable } from './box-table.js';

export type VisitSegment = (d0: number, d1: number, g0: number, g1: number) => void;

/** Calls `visit` for each photo that has detections or truths of a class, with the rows of both (the ends not included). */
export function eachPhotoSegment(found: BoxTable, truth: BoxTable, classIndex: number, visit: VisitSegment): void {
  let d = found.classStart[classIndex]!;
  let g = truth.classStart[classIndex]!;
  const lastD = found.classStart[classIndex + 1]!;
  const lastG = truth.classStart[classIndex + 1]!;
  while (d < lastD || g < lastG) {
    const photo = Math.min(d < lastD ? found.photo[d]! : Infinity, g < lastG ? truth.photo[g]! : Infinity);
    const [d0, g0] = [d, g];
    while (d < lastD && found.photo[d] === photo) d++;
    while (g < lastG && truth.photo[g] === photo) g++;
    visit(d0, d, g0, g);
  }
}
