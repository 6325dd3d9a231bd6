import { curve, ellipse, lathe, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, roundPaint, type Shape } from '../render/shape.js';

const WOOD_COLOURS: readonly Colour[] = ['#c98f4a', '#b87a38', '#d6a25c'];
const HEAD_COLOUR: Colour = '#6f7781';

/** About 100 units long, the head at the right: a wooden handle, a dark steel head with a face and a claw. */
export function drawHammer(random: RandomSource): Shape[] {
  const wood = jitter(random, random.pick(WOOD_COLOURS), 12);
  const steel = jitter(random, HEAD_COLOUR, 14);
  const reach = random.between(0.92, 1.12);
  return [...drawHandle(wood, random.chance(0.45)), ...drawHead(steel, reach)];
}

function drawHandle(wood: Colour, hasGrip: boolean): Shape[] {
  const outline = curve(
    lathe([
      [-52, 4.6],
      [-48, 5.6],
      [-30, 4.9],
      [-8, 3.6],
      [30, 3.6],
      [40, 3.8],
    ]),
  );
  const grain = [-1.6, 0.4, 2].map((y) => plain(roundedRectangle(-46, y, 78, 0.5), shade(wood, -0.4), 0.6));
  const grip = [
    inked(
      curve(
        lathe([
          [-53, 5],
          [-49, 6.2],
          [-30, 5.6],
          [-19, 4.8],
        ]),
      ),
      roundPaint('#33363c', -6, 6),
      '#101114',
    ),
  ];
  return [inked(outline, roundPaint(wood, -5.4, 5.4), shade(wood, -0.6)), ...grain, ...(hasGrip ? grip : [])];
}

function drawHead(steel: Colour, reach: number): Shape[] {
  const ink = shade(steel, -0.65);
  const paint = {
    from: point(34, 0),
    to: point(50, 0),
    colours: [shade(steel, -0.3), shade(steel, 0.5), steel, shade(steel, -0.4)],
  };
  const claw = curve([
    point(36, -6),
    point(36, -13 * reach),
    point(31, -22 * reach),
    point(23, -28 * reach),
    point(33, -26 * reach),
    point(43, -19 * reach),
    point(49, -6),
  ]);
  return [
    inked(claw, paint, ink),
    inked(roundedRectangle(35, -8, 15, 16, 2), paint, ink),
    inked(roundedRectangle(37.5, 6, 10, 9 * reach, 1), paint, ink),
    inked(roundedRectangle(34.5, 13 * reach, 16, 9, 2.5), paint, ink),
    plain(ellipse(42.5, 0, 3, 4), shade(steel, -0.5), 0.8),
  ];
}
