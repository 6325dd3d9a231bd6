import type { Detection } from '../../detection/detection.js';
import type { EvaluatedPhoto, TruthBox } from '../evaluated-photo.js';

/** Boxes as columns, ordered by class, then by photo; within a photo as they were, detections by falling confidence. */
export interface BoxTable {
  /** Class `k` has the rows from `classStart[k]` up to `classStart[k + 1]`. */
  readonly classStart: Uint32Array;
  readonly photo: Uint32Array;
  readonly x1: Float64Array;
  readonly y1: Float64Array;
  readonly x2: Float64Array;
  readonly y2: Float64Array;
  readonly areaPx: Float64Array;
  /** Of detections. */
  readonly confidence: Float64Array;
  /** Of truths: 0, or `crowdFlag` and `ignoredFlag`. */
  readonly flags: Uint8Array;
}

export const crowdFlag = 1;
export const ignoredFlag = 2;

export function tabulateTruths(photos: readonly EvaluatedPhoto[], classCount: number): BoxTable {
  const all = photos.map(({ truths }) => truths);
  return tabulate<TruthBox>(all, classCount, (table, row, { isCrowd, isIgnored, areaPx }) => {
    table.flags[row] = (isCrowd ? crowdFlag | ignoredFlag : 0) | (isIgnored ? ignoredFlag : 0);
    if (areaPx !== undefined) table.areaPx[row] = areaPx;
  });
}

export function tabulateDetections(photos: readonly EvaluatedPhoto[], classCount: number): BoxTable {
  const ranked = photos.map(({ detections }) => byFallingConfidence(detections));
  return tabulate<Detection>(ranked, classCount, (table, row, { confidence }) => {
    table.confidence[row] = confidence;
  });
}

/** The sort is stable: equal ones stay in their order, as in NumPy's `mergesort`. */
export function byFallingConfidence(detections: readonly Detection[]): readonly Detection[] {
  const isRanked = detections.every((found, i) => i === 0 || detections[i - 1]!.confidence >= found.confidence);
  return isRanked ? detections : [...detections].sort((a, b) => b.confidence - a.confidence);
}

type Box = TruthBox | Detection;

/** A counting sort by class; photos come in their order already. */
function tabulate<B extends Box>(
  photos: readonly (readonly B[])[],
  classCount: number,
  fillRest: (table: BoxTable, row: number, box: B) => void,
): BoxTable {
  const table = createTable(countClasses(photos, classCount));
  const next = table.classStart.slice();
  photos.forEach((boxes, photo) => {
    for (const box of boxes) {
      const row = next[box.classIndex]!++;
      table.photo[row] = photo;
      table.x1[row] = box.xmin;
      table.y1[row] = box.ymin;
      table.x2[row] = box.xmax;
      table.y2[row] = box.ymax;
      table.areaPx[row] = (box.xmax - box.xmin) * (box.ymax - box.ymin);
      fillRest(table, row, box);
    }
  });
  return table;
}

function countClasses(photos: readonly (readonly Box[])[], classCount: number): Uint32Array {
  const classStart = new Uint32Array(classCount + 1);
  for (const boxes of photos)
    for (const { classIndex } of boxes) {
      if (!(classIndex >= 0 && classIndex < classCount))
        throw new RangeError(`A box has class ${classIndex}; there are ${classCount} classes, from 0.`);
      classStart[classIndex + 1]!++;
    }
  for (let k = 0; k < classCount; k++) classStart[k + 1]! += classStart[k]!;
  return classStart;
}

function createTable(classStart: Uint32Array): BoxTable {
  const rows = classStart.at(-1) ?? 0;
  const column = (): Float64Array => new Float64Array(rows);
  return {
    classStart,
    photo: new Uint32Array(rows),
    x1: column(),
    y1: column(),
    x2: column(),
    y2: column(),
    areaPx: column(),
    confidence: column(),
    flags: new Uint8Array(rows),
  };
}
