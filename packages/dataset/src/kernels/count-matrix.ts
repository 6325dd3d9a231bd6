import type { Sequence } from '../model/sequence.js';

/** How many boxes of each class each row (image or group) has; compressed by rows, because most counts are zero. */
export interface CountMatrix {
  readonly rows: number;
  readonly classes: number;
  /** Row `i` has the entries `offsets[i]` to `offsets[i + 1]`. */
  readonly offsets: Int32Array;
  readonly classOf: Int32Array;
  readonly countOf: Int32Array;
}

/** @param rows for each row its pairs of class index and count, each class at most once */
export function createCountMatrix(
  rows: Sequence<readonly (readonly [classIndex: number, count: number])[]>,
  classes: number,
): CountMatrix {
  const offsets = new Int32Array(rows.length + 1);
  const classOf: number[] = [];
  const countOf: number[] = [];
  // Each row is looked at once: it may be made for that.
  rows.forEach((row, i) => {
    for (const [classIndex, count] of row) {
      classOf.push(classIndex);
      countOf.push(count);
    }
    offsets[i + 1] = classOf.length;
  });
  return { rows: rows.length, classes, offsets, classOf: Int32Array.from(classOf), countOf: Int32Array.from(countOf) };
}

/** Boxes per class over the rows whose flag is set, or over all. */
export function sumCounts(matrix: CountMatrix, selected?: Uint8Array): Float64Array {
  const totals = new Float64Array(matrix.classes);
  for (let i = 0; i < matrix.rows; i++) {
    if (selected && selected[i] === 0) continue;
    for (let e = matrix.offsets[i]!; e < matrix.offsets[i + 1]!; e++) totals[matrix.classOf[e]!]! += matrix.countOf[e]!;
  }
  return totals;
}

/** The matrix of these rows alone, in this order. */
export function takeRows({ classes, offsets, classOf, countOf }: CountMatrix, rows: readonly number[]): CountMatrix {
  const newOffsets = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (newOffsets[i + 1] = newOffsets[i]! + offsets[row + 1]! - offsets[row]!));
  const newClassOf = new Int32Array(newOffsets[rows.length]!);
  const newCountOf = new Int32Array(newOffsets[rows.length]!);
  rows.forEach((row, i) => {
    newClassOf.set(classOf.subarray(offsets[row]!, offsets[row + 1]!), newOffsets[i]!);
    newCountOf.set(countOf.subarray(offsets[row]!, offsets[row + 1]!), newOffsets[i]!);
  });
  return { rows: rows.length, classes, offsets: newOffsets, classOf: newClassOf, countOf: newCountOf };
}
