import type { ImageSizePx } from '../../model/pixel-box.js';

export interface SizeBin {
  /** Side of a square of the box's area, in pixels at imgsz; up to, but without, the next bin's. */
  readonly fromPx: number;
  readonly toPx: number;
  readonly boxes: number;
}

/** Counts by √(width · height), in bins that double: 2 px steps say nothing at 500 px and all at 5. */
export function sizeHistogram(boxes: Iterable<ImageSizePx>, imgsz: number): SizeBin[] {
  const edges = [0, 2];
  while ((edges.at(-1) ?? 0) < imgsz) edges.push((edges.at(-1) ?? 1) * 2);
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const { widthPx, heightPx } of boxes) {
    const side = Math.sqrt(widthPx * heightPx);
    const bin = side < 2 ? 0 : Math.min(counts.length - 1, Math.floor(Math.log2(side)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((boxCount, bin) => ({ fromPx: edges[bin] ?? 0, toPx: edges[bin + 1] ?? 0, boxes: boxCount }));
}
