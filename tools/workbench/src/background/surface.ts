import { roundedRectangle } from '../geometry/outlines.js';
import type { RandomSource } from '../random/random-source.js';
import type { Paint, Shape } from '../render/shape.js';
import { plain } from '../render/shape.js';

/** Half the side of the square that every surface fills, in units; the photo's longer side takes 100. */
export const SURFACE_REACH = 80;

/** The whole square in one paint. */
export function base(fill: Paint): Shape {
  return plain(roundedRectangle(-SURFACE_REACH, -SURFACE_REACH, 2 * SURFACE_REACH, 2 * SURFACE_REACH), fill);
}

/** A place anywhere on the surface. */
export function anywhere(random: RandomSource): number {
  return random.between(-SURFACE_REACH, SURFACE_REACH);
}

/** `count` things, each drawn by its number. */
export function repeat(count: number, draw: (index: number) => Shape[]): Shape[] {
  return Array.from({ length: count }, (_, index) => draw(index)).flat();
}
