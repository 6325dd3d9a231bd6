import { bar, curve, ellipse, lathe, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, type Shape } from '../render/shape.js';

/** Things that lie about and carry no label. */
export type ClutterKind = 'screw' | 'washer' | 'nut' | 'leaf' | 'tape' | 'sheet' | 'shaving';

/** How each kind is drawn: centred near (0, 0), about 10 units long for the small ones, 40 for tape and sheets. */
export const CLUTTER_DRAWINGS: Readonly<Record<ClutterKind, (random: RandomSource) => Shape[]>> = {
  screw: drawScrew,
  washer: drawWasher,
  nut: drawNut,
  leaf: drawLeaf,
  tape: drawTape,
  sheet: drawSheet,
  shaving: drawShaving,
};

function drawScrew(random: RandomSource): Shape[] {
  const metal = jitter(random, random.pick<Colour>(['#b9bec6', '#c2a25a']), 16);
  const threads = [-2, 0, 2, 4].map((x) => plain(bar(point(x, -1), point(x + 0.6, 1), 0.4), shade(metal, -0.5)));
  return [
    inked(
      [point(-4, -0.9), point(5, -0.8), point(7.5, 0), point(5, 0.8), point(-4, 0.9)],
      metal,
      shade(metal, -0.6),
      0.4,
    ),
    ...threads,
    inked(ellipse(-5, 0, 1.3, 2.4), shade(metal, 0.2), shade(metal, -0.6), 0.4),
  ];
}

function drawWasher(random: RandomSource): Shape[] {
  const metal = jitter(random, '#b4bac2', 20);
  return [
    inked(ellipse(0, 0, 4), metal, shade(metal, -0.6), 0.4),
    inked(ellipse(0, 0, 1.8), '#3a3b3f', shade(metal, -0.6), 0.4),
  ];
}

function drawNut(random: RandomSource): Shape[] {
  const metal = jitter(random, random.pick<Colour>(['#a9afb8', '#b8953f']), 16);
  const sixths = Array.from({ length: 6 }, (_, index) => (index * Math.PI) / 3);
  const hexagon = sixths.map((angle) => point(Math.cos(angle) * 4.2, Math.sin(angle) * 4.2));
  return [inked(hexagon, metal, shade(metal, -0.6), 0.4), inked(ellipse(0, 0, 2), '#3a3b3f', shade(metal, -0.6), 0.4)];
}

function drawLeaf(random: RandomSource): Shape[] {
  const colour = jitter(random, random.pick<Colour>(['#8a9a3b', '#b9772b', '#a5502a', '#6f8c3a']), 18);
  const blade = curve(
    lathe([
      [-7, 0.2],
      [-3, 2.6],
      [1, 3],
      [5, 1.6],
      [7.5, 0.1],
    ]),
  );
  return [
    inked(blade, colour, shade(colour, -0.5), 0.3),
    plain(bar(point(-9, 0), point(7, 0), 0.4), shade(colour, -0.4)),
  ];
}

function drawTape(random: RandomSource): Shape[] {
  const colour = jitter(random, random.pick<Colour>(['#d9c79a', '#8fa7b8', '#c9c9c9']), 14);
  return [
    inked(ellipse(0, 0, 18), colour, shade(colour, -0.5), 0.7),
    plain(ellipse(0, 0, 15), shade(colour, -0.12)),
    inked(ellipse(0, 0, 10), '#b28d5c', '#5d4526', 0.7),
    inked(ellipse(0, 0, 8.6), '#4a3a28', '#2f2418', 0.5),
  ];
}

function drawSheet(random: RandomSource): Shape[] {
  const paper = jitter(random, random.pick<Colour>(['#f2f0e8', '#e9e4d2', '#dbe6ee', '#b98d63']), 8);
  const lines = Array.from({ length: 6 }, (_, index) =>
    plain(roundedRectangle(-15, -16 + index * 6, random.between(16, 30), 0.8), '#7b8794', 0.55),
  );
  return [inked(roundedRectangle(-19, -24, 38, 48, 0.6), paper, shade(paper, -0.35), 0.5), ...lines];
}

function drawShaving(random: RandomSource): Shape[] {
  const wood = jitter(random, '#e3c48d', 14);
  const curl = curve([
    point(-6, 1),
    point(-3, -2.5),
    point(2, -2),
    point(6, -3),
    point(6.5, -1),
    point(2, 0.4),
    point(-2, 0),
    point(-5, 2.4),
  ]);
  return [inked(curl, wood, shade(wood, -0.4), 0.3)];
}
