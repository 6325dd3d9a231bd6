import { curve, lathe, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, roundPaint, type Shape } from '../render/shape.js';

const HANDLE_COLOURS: readonly Colour[] = ['#d8232a', '#d8232a', '#e2402b', '#c4161c'];
const STEEL: Colour = '#c3c9d1';

/** About 100 units long, the tip at the right: a fat red handle, a thin bright shaft, a flat or crosshead tip. */
export function drawScrewdriver(random: RandomSource): Shape[] {
  const colour = jitter(random, random.pick(HANDLE_COLOURS), 14);
  const girth = random.between(7.5, 9.5);
  const shaft = random.between(1.7, 2.5);
  const tipX = random.between(42, 54);
  return [...drawShaft(shaft, tipX, random.chance(0.5)), ...drawHandle(colour, girth)];
}

function drawHandle(colour: Colour, girth: number): Shape[] {
  const profile = curve(
    lathe([
      [-50, girth * 0.72],
      [-46, girth],
      [-24, girth],
      [-16, girth * 0.68],
      [-10, girth * 0.72],
      [-6, girth * 0.55],
    ]),
  );
  const grooves = [-0.55, 0.02, 0.55].map((place) =>
    plain(roundedRectangle(-45, place * girth - 0.7, 23, 1.4, 0.7), shade(colour, -0.55), 0.75),
  );
  return [
    inked(profile, roundPaint(colour, -girth, girth), shade(colour, -0.65)),
    ...grooves,
    inked(
      curve(
        lathe([
          [-51, girth * 0.6],
          [-48, girth * 0.86],
          [-45, girth * 0.9],
        ]),
      ),
      '#2a2b2f',
      '#141518',
    ),
    plain(roundedRectangle(-42, -girth * 0.42, 18, girth * 0.16, 1), '#ffffff', 0.5),
  ];
}

function drawShaft(half: number, tipX: number, isFlat: boolean): Shape[] {
  const tip = isFlat
    ? lathe([
        [tipX - 9, half],
        [tipX - 5, half * 1.9],
        [tipX, half * 1.6],
      ])
    : [point(tipX - 6, -half * 1.3), point(tipX, -half * 0.3), point(tipX, half * 0.3), point(tipX - 6, half * 1.3)];
  return [
    inked(roundedRectangle(-9, -half, tipX + 3, half * 2), roundPaint(STEEL, -half, half), '#4c525b', 0.7),
    inked(tip, roundPaint('#9aa1ab', -half * 2, half * 2), '#33373d', 0.7),
    inked(
      roundedRectangle(-9, -half * 1.9, 5, half * 3.8, 1),
      roundPaint('#8f969f', -half * 2, half * 2),
      '#3b4047',
      0.7,
    ),
  ];
}
