import { bar, curve, ellipse } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, type Shape } from '../render/shape.js';

const TRAY_COLOURS: readonly Colour[] = ['#2f8f4e', '#2a7f45', '#3a9c58'];
const FRAME: Colour = '#b6bcc4';
const WHEEL = point(36, 22);

/** About 110 units long, the wheel at the right: a green tray on a steel frame, one black wheel, two legs, rubber grips. */
export function drawWheelbarrow(random: RandomSource): Shape[] {
  const tray = jitter(random, random.pick(TRAY_COLOURS), 12);
  const radius = random.between(13, 16);
  const load = random.chance(0.4) ? drawLoad(random) : [];
  return [...drawFrame(), ...drawWheel(radius, random.between(0, Math.PI)), ...load, ...drawTray(tray)];
}

function drawFrame(): Shape[] {
  const ink: Colour = '#4c525b';
  return [
    inked(bar(point(-16, 8), point(-24, 35), 3.4), FRAME, ink),
    inked(bar(point(-2, 12), point(-10, 35), 3.4), FRAME, ink),
    inked(bar(point(-28, 35.5), point(-6, 35.5), 3), FRAME, ink),
    inked(bar(point(-56, -8), WHEEL, 3.6), FRAME, ink),
    inked(bar(point(-60, -9.5), point(-47, -4.5), 5.6), '#26272b', '#0e0f12'),
  ];
}

function drawWheel(radius: number, turn: number): Shape[] {
  const spokes = [0, 1, 2].map((third) => {
    const angle = turn + (third * Math.PI) / 3;
    const [x, y] = [Math.cos(angle) * radius * 0.62, Math.sin(angle) * radius * 0.62];
    return plain(bar(point(WHEEL.x - x, WHEEL.y - y), point(WHEEL.x + x, WHEEL.y + y), 1.8), '#8b929b');
  });
  return [
    inked(ellipse(WHEEL.x, WHEEL.y, radius), '#26272b', '#0e0f12'),
    plain(ellipse(WHEEL.x, WHEEL.y, radius * 0.66), '#dfe3e8'),
    ...spokes,
    inked(ellipse(WHEEL.x, WHEEL.y, radius * 0.2), '#8b929b', '#3b4047', 0.7),
  ];
}

function drawTray(colour: Colour): Shape[] {
  const ink = shade(colour, -0.65);
  const paint = { from: point(0, -22), to: point(0, 14), colours: [shade(colour, 0.25), colour, shade(colour, -0.35)] };
  const side = [point(-38, -20), point(46, -24), point(20, 13), point(-22, 11)];
  return [
    inked(side, paint, ink, 1.2),
    inked(bar(point(-40, -20.5), point(47, -24.5), 3.6), shade(colour, 0.2), ink),
    plain([point(-20, -12), point(26, -14), point(12, 4), point(-14, 4)], shade(colour, -0.3), 0.35),
  ];
}

function drawLoad(random: RandomSource): Shape[] {
  const earth = jitter(random, '#6b4a2e', 14);
  const peak = random.between(-36, -29);
  return [
    inked(
      curve([
        point(-32, -18),
        point(-18, peak + 4),
        point(4, peak),
        point(24, peak + 3),
        point(36, -20),
        point(0, -14),
      ]),
      earth,
      shade(earth, -0.5),
    ),
  ];
}
