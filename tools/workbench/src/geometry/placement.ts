import { point, type Outline, type Point } from './point.js';

/** Where a drawing stands in the photo: mirrored, then scaled, turned and moved, in that order. */
export interface Placement {
  readonly centerX: number;
  readonly centerY: number;
  /** Photo pixels for one drawing unit. */
  readonly scale: number;
  /** Clockwise, as y points down. */
  readonly angleDegrees: number;
  readonly mirrored: boolean;
}

/** Drawing units to photo pixels. */
export function placeOutline(outline: Outline, placement: Placement): Outline {
  const { centerX, centerY, scale, mirrored } = placement;
  const angle = (placement.angleDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  return outline.map(({ x, y }): Point => {
    const sideX = mirrored ? -x : x;
    return point(centerX + sideX * cos - y * sin, centerY + sideX * sin + y * cos);
  });
}

/** The same as an SVG transform. */
export function toSvgTransform({ centerX, centerY, scale, angleDegrees, mirrored }: Placement): string {
  const move = `translate(${centerX.toFixed(2)} ${centerY.toFixed(2)})`;
  return `${move} rotate(${angleDegrees.toFixed(2)}) scale(${(mirrored ? -scale : scale).toFixed(4)} ${scale.toFixed(4)})`;
}
