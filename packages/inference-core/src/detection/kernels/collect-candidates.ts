import type { DetectionOptions } from '../detection.js';

/** Boxes that pass the confidence, one array a column; not yet suppressed. */
export interface Candidates {
  readonly x1: number[];
  readonly y1: number[];
  readonly x2: number[];
  readonly y2: number[];
  readonly confidence: number[];
  readonly classIndex: number[];
}

/** Where a raw output keeps its numbers: `values[row * rowStride + column * columnStride]`. */
interface Layout {
  readonly rows: number;
  readonly rowStride: number;
  readonly columnStride: number;
  /** Column of the objectness; -1 where the head has none. */
  readonly objectness: number;
  readonly firstClass: number;
}

/** YOLOv5: rows of centre, size, objectness, one score a class. */
export function anchorGridLayout(rows: number, classes: number): Layout {
  return { rows, rowStride: 5 + classes, columnStride: 1, objectness: 4, firstClass: 5 };
}

/** Later YOLOs: columns of centre, size, one score a class; transposed. */
export function anchorFreeLayout(rows: number): Layout {
  return { rows, rowStride: 1, columnStride: rows, objectness: -1, firstClass: 4 };
}

type Options = Pick<DetectionOptions, 'confidence' | 'multiLabel'>;

/** What YOLOv5's `non_max_suppression` keeps before it suppresses: confidence = objectness × class score, above the threshold. */
export function collectCandidates(values: Float32Array, layout: Layout, classes: number, options: Options): Candidates {
  const found: Candidates = { x1: [], y1: [], x2: [], y2: [], confidence: [], classIndex: [] };
  for (let row = 0; row < layout.rows; row++) {
    const start = row * layout.rowStride;
    const objectness = layout.objectness < 0 ? 1 : values[start + layout.objectness * layout.columnStride]!;
    if (objectness <= options.confidence) continue;
    collectRow(values, start, objectness, layout, classes, options, found);
  }
  return found;
}

function collectRow(
  values: Float32Array,
  start: number,
  objectness: number,
  layout: Layout,
  classes: number,
  options: Options,
  found: Candidates,
): void {
  let best = -1;
  let bestConfidence = options.confidence;
  for (let index = 0; index < classes; index++) {
    const confidence = Math.fround(values[start + (layout.firstClass + index) * layout.columnStride]! * objectness);
    if (options.multiLabel && confidence > options.confidence)
      push(values, start, layout.columnStride, confidence, index, found);
    if (confidence > bestConfidence) [best, bestConfidence] = [index, confidence];
  }
  if (!options.multiLabel && best >= 0) push(values, start, layout.columnStride, bestConfidence, best, found);
}

function push(
  values: Float32Array,
  start: number,
  stride: number,
  confidence: number,
  classIndex: number,
  found: Candidates,
): void {
  const x = values[start]!;
  const y = values[start + stride]!;
  const halfWidth = values[start + 2 * stride]! / 2;
  const halfHeight = values[start + 3 * stride]! / 2;
  found.x1.push(x - halfWidth);
  found.y1.push(y - halfHeight);
  found.x2.push(x + halfWidth);
  found.y2.push(y + halfHeight);
  found.confidence.push(confidence);
  found.classIndex.push(classIndex);
}
