import type { Outline } from './point.js';

/** Edges in photo pixels, left and top inclusive; not yet rounded. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest box that holds every point, or undefined for no points. */
export function boxAround(points: Outline): PixelBox | undefined {
  if (points.length === 0) return undefined;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/** Moves every edge outwards. */
export function growBox(box: PixelBox, by: number): PixelBox {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

/** The box around several boxes, or undefined for none. */
export function joinBoxes(boxes: readonly PixelBox[]): PixelBox | undefined {
  return boxAround(
    boxes.flatMap(({ left, top, right, bottom }) => [
      { x: left, y: top },
      { x: right, y: bottom },
    ]),
  );
}

/** What both boxes share; its sides are negative where they are apart. */
export function intersectBoxes(a: PixelBox, b: PixelBox): PixelBox {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Square pixels; nothing for a box turned inside out. */
export function boxArea({ left, top, right, bottom }: PixelBox): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
