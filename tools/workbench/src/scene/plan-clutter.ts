import { CLUTTER_DRAWINGS, type ClutterKind } from '../clutter/draw-clutter.js';
import type { RandomSource } from '../random/random-source.js';
import type { PhotoSizePx, PlacedDrawing } from './scene.js';

const SMALL_KINDS: readonly ClutterKind[] = ['screw', 'screw', 'washer', 'nut', 'leaf', 'shaving'];
const LARGE_KINDS: readonly ClutterKind[] = ['tape', 'sheet'];

/** A few small things and now and then a large one, anywhere under the tools. */
export function planClutter(random: RandomSource, size: PhotoSizePx): PlacedDrawing[] {
  const large = random.chance(0.35) ? [placeClutter(random, size, random.pick(LARGE_KINDS))] : [];
  const small = Array.from({ length: random.integer(0, 6) }, () =>
    placeClutter(random, size, random.pick(SMALL_KINDS)),
  );
  return [...large, ...small];
}

function placeClutter(random: RandomSource, size: PhotoSizePx, kind: ClutterKind): PlacedDrawing {
  return {
    shapes: CLUTTER_DRAWINGS[kind](random),
    placement: {
      centerX: random.between(0, size.width),
      centerY: random.between(0, size.height),
      scale: (Math.min(size.width, size.height) / 100) * random.between(0.6, 0.95),
      angleDegrees: random.between(0, 360),
      mirrored: random.chance(0.5),
    },
  };
}
