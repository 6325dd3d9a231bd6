import type { Outline, Point } from '../geometry/point.js';
import { shade, type Colour } from './colour.js';

/** A colour, or a run of colours along a line in drawing units. */
export type Paint = Colour | LinearPaint;

/** Colours spread evenly from one point to another. */
export interface LinearPaint {
  readonly from: Point;
  readonly to: Point;
  readonly colours: readonly Colour[];
}

/** One filled outline of a drawing, later ones on top. */
export interface Shape {
  readonly outline: Outline;
  readonly fill: Paint;
  /** 0 to 1; 1 where left out. */
  readonly opacity?: number;
  /** Line around the outline, in drawing units; none where left out. It counts towards the box. */
  readonly edge?: { readonly colour: Colour; readonly width: number };
}

/** A shape with a thin dark line around it, as drawn tools have. */
export function inked(outline: Outline, fill: Paint, ink: Colour, width = 0.9): Shape {
  return { outline, fill, edge: { colour: ink, width } };
}

/** A shape without a line around it: sheen, grain, print. */
export function plain(outline: Outline, fill: Paint, opacity = 1): Shape {
  return { outline, fill, opacity };
}

/** The paint of something round: lit above its middle, dark at both sides, across y from top to bottom. */
export function roundPaint(colour: Colour, top: number, bottom: number): LinearPaint {
  return {
    from: { x: 0, y: top },
    to: { x: 0, y: bottom },
    colours: [shade(colour, -0.25), shade(colour, 0.45), colour, shade(colour, -0.15), shade(colour, -0.45)],
  };
}
