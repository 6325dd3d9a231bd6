import { placeOutline } from '../geometry/placement.js';
import type { Outline, Point } from '../geometry/point.js';
import { isInside } from '../geometry/polygons.js';
import { boxAround } from '../geometry/pixel-box.js';
import type { PhotoSizePx, PlacedDrawing } from './scene.js';

/** A drawing's area in photo pixels: its outlines, and points spread evenly over it to measure shares with. */
export interface Silhouette {
  readonly outlines: readonly Outline[];
  readonly samples: Outline;
}

const SAMPLE_STEPS = 14;

/** The area that a placed drawing covers. */
export function toSilhouette({ shapes, placement }: PlacedDrawing): Silhouette {
  const outlines = shapes.map(({ outline }) => placeOutline(outline, placement));
  return { outlines, samples: gridOver(outlines.flat()).filter((sample) => covers(outlines, sample)) };
}

/** How much of a drawing lies inside the photo, 0 to 1. */
export function shareInside({ samples }: Silhouette, { width, height }: PhotoSizePx): number {
  return shareOf(samples, ({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
}

/** How much of a drawing lies under others, 0 to 1. */
export function shareHidden({ samples }: Silhouette, above: readonly Silhouette[]): number {
  return shareOf(samples, (sample) => above.some(({ outlines }) => covers(outlines, sample)));
}

function covers(outlines: readonly Outline[], sample: Point): boolean {
  return outlines.some((outline) => isInside(sample, outline));
}

function shareOf(samples: Outline, matches: (sample: Point) => boolean): number {
  return samples.length === 0 ? 0 : samples.filter(matches).length / samples.length;
}

function gridOver(points: Outline): Outline {
  const box = boxAround(points);
  if (!box) return [];
  return Array.from({ length: SAMPLE_STEPS ** 2 }, (_, index) => ({
    x: box.left + ((index % SAMPLE_STEPS) + 0.5) * ((box.right - box.left) / SAMPLE_STEPS),
    y: box.top + (Math.floor(index / SAMPLE_STEPS) + 0.5) * ((box.bottom - box.top) / SAMPLE_STEPS),
  }));
}
