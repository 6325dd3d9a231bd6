import type { RandomSource } from '../random/random-source.js';
import type { Shape } from '../render/shape.js';
import { drawDrill } from './drill.js';
import { drawHammer } from './hammer.js';
import { drawPaintbrush } from './paintbrush.js';
import { drawScrewdriver } from './screwdriver.js';
import { drawWheelbarrow } from './wheelbarrow.js';

/** The classes in label order: a class's id is its place in this list. */
export const TOOL_CLASSES = ['drill', 'hammer', 'paintbrush', 'screwdriver', 'wheelbarrow'] as const;

/** One of the five classes. */
export type ToolClass = (typeof TOOL_CLASSES)[number];

/** How one class is drawn and how it may lie in a photo. */
export interface ToolKind {
  /** A fresh variant, centred near (0, 0) and about 100 units long. */
  readonly draw: (random: RandomSource) => Shape[];
  /** Photo share of 100 drawing units, as a fraction of the photo's short side. */
  readonly sizeRange: readonly [min: number, max: number];
  /** How far it may turn from upright, in degrees to either side. */
  readonly turnDegrees: number;
}

/** Everything that differs between the classes. */
export const TOOL_KINDS: Readonly<Record<ToolClass, ToolKind>> = {
  drill: { draw: drawDrill, sizeRange: [0.38, 0.68], turnDegrees: 180 },
  hammer: { draw: drawHammer, sizeRange: [0.48, 0.82], turnDegrees: 180 },
  paintbrush: { draw: drawPaintbrush, sizeRange: [0.45, 0.75], turnDegrees: 180 },
  screwdriver: { draw: drawScrewdriver, sizeRange: [0.42, 0.75], turnDegrees: 180 },
  wheelbarrow: { draw: drawWheelbarrow, sizeRange: [0.42, 0.75], turnDegrees: 14 },
};
