import { bar, curve, ellipse, lathe, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, roundPaint, type Shape } from '../render/shape.js';

const BODY_COLOURS: readonly Colour[] = ['#f4bd1a', '#f0b000', '#f7c83a'];
const RUBBER: Colour = '#303238';

/** About 100 units long, the bit at the right: a cordless drill from the side, yellow body, black grip and battery. */
export function drawDrill(random: RandomSource): Shape[] {
  const body = jitter(random, random.pick(BODY_COLOURS), 12);
  const grip = random.between(30, 38);
  const bitX = random.between(46, 56);
  return [...drawBit(bitX), ...drawGrip(grip), ...drawBody(body), ...drawBattery(body, grip)];
}

function drawBit(bitX: number): Shape[] {
  const twists = [34, 39, 44].map((x) => plain(bar(point(x, -23.6), point(x + 2, -20.4), 0.9), '#4a4f57', 0.8));
  return [
    inked(
      [point(26, -23.7), point(bitX - 4, -23.7), point(bitX, -22), point(bitX - 4, -20.3), point(26, -20.3)],
      '#b9bfc8',
      '#40454c',
      0.7,
    ),
    ...twists,
  ];
}

function drawBody(body: Colour): Shape[] {
  const ink = shade(body, -0.7);
  const shell = curve([
    point(-44, -32),
    point(-46, -22),
    point(-42, -11),
    point(-20, -10),
    point(8, -12),
    point(12, -22),
    point(8, -33),
    point(-20, -35),
  ]);
  const chuck = lathe([
    [11, 8.4],
    [20, 8],
    [28, 5.4],
    [30, 3.6],
  ]).map(({ x, y }) => point(x, y - 22));
  const vents = [-40, -36.5, -33].map((x) => plain(roundedRectangle(x, -28, 1.6, 11, 0.8), '#2a2b2f', 0.85));
  return [
    inked(chuck, roundPaint('#5b616a', -31, -13), '#1e2024'),
    inked(shell, roundPaint(body, -37, -8), ink),
    plain(roundedRectangle(-46, -24, 54, 4.5, 1), RUBBER, 0.9),
    ...vents,
    plain(ellipse(2, -16, 2.2), '#2a2b2f', 0.7),
  ];
}

function drawGrip(length: number): Shape[] {
  const foot = length - 12;
  const outline = curve([
    point(-30, -14),
    point(-36, 2),
    point(-41, foot),
    point(-23, foot + 2),
    point(-17, 3),
    point(-11, -12),
  ]);
  const trigger = curve([point(-15, -11), point(-14, -2), point(-10, 3), point(-6, -3), point(-6, -11)]);
  const ribs = [0.25, 0.45, 0.65].map((place) =>
    plain(bar(point(-33 - place * 6, foot * place + 2), point(-24 - place * 4, foot * place + 3), 1), '#5a5e66', 0.8),
  );
  return [inked(trigger, '#c8362c', '#5a120d'), inked(outline, RUBBER, '#0e0f12'), ...ribs];
}

function drawBattery(body: Colour, length: number): Shape[] {
  const y = length - 13;
  return [
    inked(roundedRectangle(-50, y, 37, 8, 3), body, shade(body, -0.7)),
    inked(
      roundedRectangle(-52, y + 7, 41, 13, 3),
      { from: point(0, y + 7), to: point(0, y + 20), colours: ['#4a4d55', '#26282d'] },
      '#0e0f12',
    ),
    plain(roundedRectangle(-40, y + 11, 17, 3, 1), body, 0.9),
  ];
}
