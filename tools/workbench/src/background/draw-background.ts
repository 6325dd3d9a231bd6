import type { RandomSource } from '../random/random-source.js';
import type { Shape } from '../render/shape.js';

import { drawConcrete, drawGrass, drawPaving } from './outdoor-surfaces.js';
import { drawCloth, drawMat, drawPegboard, drawPlanks } from './indoor-surfaces.js';

/** What a photo may be taken on. */
export type BackgroundKind = 'planks' | 'concrete' | 'grass' | 'pegboard' | 'cloth' | 'paving' | 'mat';

const SURFACES: Readonly<Record<BackgroundKind, (random: RandomSource) => Shape[]>> = {
  planks: drawPlanks,
  concrete: drawConcrete,
  grass: drawGrass,
  pegboard: drawPegboard,
  cloth: drawCloth,
  paving: drawPaving,
  mat: drawMat,
};

/** A fresh variant of one surface, which covers the square from (-80, -80) to (80, 80): any turn still fills 100 × 100. */
export function drawBackground(kind: BackgroundKind, random: RandomSource): Shape[] {
  return SURFACES[kind](random);
}
