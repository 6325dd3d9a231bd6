import { drawBackground, type BackgroundKind } from '../background/draw-background.js';
import { createRandomSource, type RandomSource } from '../random/random-source.js';
import type { ToolClass } from '../tools/tool-catalogue.js';
import { planCast } from './plan-cast.js';
import { planClutter } from './plan-clutter.js';
import { planFinish, planLight } from './plan-light.js';
import { placeTools } from './place-tools.js';
import type { PhotoSizePx, PlacedDrawing, Scene } from './scene.js';

const WORKSHOP: readonly BackgroundKind[] = ['planks', 'planks', 'concrete', 'pegboard', 'cloth', 'mat', 'paving'];
const GARDEN: readonly BackgroundKind[] = ['grass', 'grass', 'paving', 'concrete', 'planks'];

/**
 * Photo number `index` of the set with this seed. It does not depend on how many photos the set has.
 * @param longSidePx the photo's longer side; the shorter one is as long or three quarters of it.
 */
export function planScene(seed: number, index: number, longSidePx: number): Scene {
  const random = createRandomSource(seed, index);
  const size = planSize(random, longSidePx);
  const cast = planCast(random);
  return {
    name: `workbench-${String(index + 1).padStart(4, '0')}`,
    size,
    background: planBackground(random, size, cast),
    clutter: planClutter(random, size),
    tools: placeTools(random, size, cast),
    light: planLight(random, size),
    finish: planFinish(random),
  };
}

function planSize(random: RandomSource, longSidePx: number): PhotoSizePx {
  const shortSidePx = Math.round(longSidePx * 0.75);
  return random.pick<PhotoSizePx>([
    { width: longSidePx, height: shortSidePx },
    { width: longSidePx, height: shortSidePx },
    { width: longSidePx, height: shortSidePx },
    { width: longSidePx, height: longSidePx },
    { width: shortSidePx, height: longSidePx },
  ]);
}

function planBackground(random: RandomSource, size: PhotoSizePx, cast: readonly ToolClass[]): PlacedDrawing {
  const kind = random.pick(cast.includes('wheelbarrow') ? GARDEN : WORKSHOP);
  const isTurned = kind !== 'grass' && random.chance(0.5);
  return {
    shapes: drawBackground(kind, random),
    placement: {
      centerX: size.width / 2,
      centerY: size.height / 2,
      scale: Math.max(size.width, size.height) / 100,
      angleDegrees: (isTurned ? 90 : 0) + random.between(-6, 6),
      mirrored: false,
    },
  };
}
