import type { ImageSizePx } from '../../model/pixel-box.js';

export type Anchor = ImageSizePx;

/** The anchors of YOLOv5's P5 models (yolov5n to yolov5x), for strides 8, 16 and 32, three each. */
export const yolov5Anchors: readonly Anchor[] = (
  [
    [10, 13],
    [16, 30],
    [33, 23],
    [30, 61],
    [62, 45],
    [59, 119],
    [116, 90],
    [156, 198],
    [373, 326],
  ] as const
).map(([widthPx, heightPx]) => ({ widthPx, heightPx }));

/** `anchor_t` of YOLOv5's hyperparameters: a box may be so many times wider, higher, narrower or lower than an anchor. */
export const anchorThreshold = 4;

/** Under this share YOLOv5's autoanchor looks for anchors of its own. */
export const leastRecall = 0.98;

export interface AnchorFit {
  readonly boxes: number;
  /** Best possible recall in [0, 1]: the share of boxes that some anchor can be matched with; `undefined` without boxes. */
  readonly recall: number | undefined;
  /** How many boxes each anchor fits best, in the order of the anchors; boxes that none fits count nowhere. */
  readonly bestOf: readonly number[];
}

/** As YOLOv5's `check_anchors` measures it (utils/autoanchor.py), without its random scaling by ±10 %. */
export function measureAnchorFit(boxes: Iterable<ImageSizePx>, anchors: readonly Anchor[] = yolov5Anchors): AnchorFit {
  const bestOf = anchors.map(() => 0);
  let count = 0;
  let fitting = 0;
  for (const box of boxes) {
    count++;
    const at = findBestAnchor(box, anchors);
    if (at === undefined) continue;
    fitting++;
    bestOf[at] = (bestOf[at] ?? 0) + 1;
  }
  return { boxes: count, recall: count > 0 ? fitting / count : undefined, bestOf };
}

/** The anchor whose sides are nearest to the box's, if near enough to learn it. */
function findBestAnchor(box: ImageSizePx, anchors: readonly Anchor[]): number | undefined {
  let best = 1 / anchorThreshold;
  let at: number | undefined;
  anchors.forEach((anchor, i) => {
    const ratio = sizeRatio(box, anchor);
    if (ratio <= best) return;
    best = ratio;
    at = i;
  });
  return at;
}

/** The worse of both sides' ratios, at most 1: `min(r, 1/r)`. */
function sizeRatio(box: ImageSizePx, anchor: Anchor): number {
  const width = box.widthPx / anchor.widthPx;
  const height = box.heightPx / anchor.heightPx;
  return Math.min(width, 1 / width, height, 1 / height);
}
