import { curve, ellipse, lathe, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, roundPaint, type Shape } from '../render/shape.js';

const HANDLE_COLOURS: readonly Colour[] = ['#f3ead6', '#f6f1e4', '#efe2c4'];
const PAINT_COLOURS: readonly Colour[] = ['#e0489a', '#7a4fd0', '#d03fb0'];

/** About 90 units long, the bristles at the right: a cream handle, a brass ferrule, a wide flat brush dipped in paint. */
export function drawPaintbrush(random: RandomSource): Shape[] {
  const width = random.between(13, 18);
  const handle = jitter(random, random.pick(HANDLE_COLOURS), 8);
  const paint = jitter(random, random.pick(PAINT_COLOURS), 14);
  return [...drawHandle(handle, width), ...drawBristles(paint, width, random), ...drawFerrule(width)];
}

function drawHandle(colour: Colour, width: number): Shape[] {
  const outline = curve(
    lathe([
      [-48, 3],
      [-44, 4.8],
      [-26, 3.4],
      [-12, 4.4],
      [-4, width * 0.75],
      [1, width * 0.9],
    ]),
  );
  return [
    inked(outline, roundPaint(colour, -width * 1.1, width * 1.1), shade(colour, -0.6)),
    plain(ellipse(-43.5, 0, 1.7), '#3c3a37'),
    plain(roundedRectangle(-38, -2, 22, 1.1, 0.5), '#ffffff', 0.7),
  ];
}

function drawFerrule(width: number): Shape[] {
  const rivets = [-0.6, 0, 0.6].map((place) => plain(ellipse(5, place * width, 0.9), '#6b5220'));
  return [
    inked(roundedRectangle(-1, -width, 12, width * 2, 1.5), roundPaint('#c9a54a', -width, width), '#5d4716'),
    plain(roundedRectangle(0.8, -width, 1.2, width * 2), '#6b5220', 0.6),
    plain(roundedRectangle(8, -width, 1.2, width * 2), '#6b5220', 0.6),
    ...rivets,
  ];
}

function drawBristles(paint: Colour, width: number, random: RandomSource): Shape[] {
  const end = random.between(37, 45);
  const wave = Array.from({ length: 9 }, (_, index) =>
    point(end + random.between(-2, 2), width * (index / 4 - 1) * 0.94),
  );
  const dip = Array.from({ length: 7 }, (_, index) =>
    point(23 + random.between(-2, 3), width * (1 - index / 3) * 0.97),
  );
  const strands = Array.from({ length: 9 }, (_, index) =>
    plain(roundedRectangle(11, width * (index / 4.5 - 0.9), end - 12, 0.5), '#3a2a16', 0.35),
  );
  return [
    inked([point(10, -width), ...wave, point(10, width)], '#8a6a3e', '#3a2a16'),
    plain([...wave, ...dip], {
      from: point(22, 0),
      to: point(end, 0),
      colours: [shade(paint, -0.15), paint, shade(paint, 0.15)],
    }),
    ...strands,
  ];
}
