import { bar, curve, ellipse, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { inked, plain, type Shape } from '../render/shape.js';
import { anywhere, base, repeat, SURFACE_REACH as REACH } from './surface.js';

/** Boards side by side, with grain, knots and a dark gap between them. */
export function drawPlanks(random: RandomSource): Shape[] {
  const wood = random.pick<Colour>(['#a9825a', '#8a6342', '#bfa27e', '#9a9088', '#74513a']);
  const width = random.between(14, 30);
  const planks = repeat(Math.ceil((2 * REACH) / width), (index) =>
    drawPlank(random, wood, -REACH + index * width, width),
  );
  return [base(shade(wood, -0.6)), ...planks];
}

function drawPlank(random: RandomSource, wood: Colour, y: number, width: number): Shape[] {
  const colour = jitter(random, wood, 12);
  const grain = repeat(7, () => {
    const lineY = y + random.between(1.5, width - 1.5);
    const line = bar(point(-REACH, lineY), point(REACH, lineY + random.between(-2, 2)), random.between(0.2, 0.6));
    return [plain(line, shade(colour, random.between(-0.35, 0.15)), 0.45)];
  });
  const knot = random.chance(0.35)
    ? [1, 0.6].map((size) =>
        plain(ellipse(anywhere(random) / 2, y + width / 2, 3.4 * size, 1.8 * size), shade(colour, -0.4), 0.5),
      )
    : [];
  return [plain(roundedRectangle(-REACH, y + 0.4, 2 * REACH, width - 0.8), colour), ...grain, ...knot];
}

/** A board full of round holes in rows. */
export function drawPegboard(random: RandomSource): Shape[] {
  const board = jitter(random, random.pick<Colour>(['#c9a578', '#d8d3c8', '#9fb3bd', '#7d6a58']), 10);
  const step = random.between(8, 12);
  const count = Math.ceil((2 * REACH) / step);
  const holes = repeat(count * count, (index) => {
    const [x, y] = [-REACH + (index % count) * step, -REACH + Math.floor(index / count) * step];
    return [plain(ellipse(x, y, 1.05), shade(board, -0.7)), plain(ellipse(x + 0.2, y + 0.3, 0.7), shade(board, -0.85))];
  });
  return [
    base({
      from: point(-REACH, -REACH),
      to: point(REACH, REACH),
      colours: [shade(board, 0.15), board, shade(board, -0.15)],
    }),
    ...holes,
  ];
}

/** Woven cloth with soft folds, some of it checked. */
export function drawCloth(random: RandomSource): Shape[] {
  const colour = jitter(random, random.pick<Colour>(['#5d7391', '#8d8f94', '#b8ad97', '#49525c', '#7b8c86']), 12);
  const isChecked = random.chance(0.4);
  const step = isChecked ? random.between(9, 14) : 2.5;
  const weave = repeat(Math.ceil((2 * REACH) / step), (index) => {
    const place = -REACH + index * step;
    const thickness = isChecked ? step / 2 : 0.5;
    return [
      plain(roundedRectangle(place, -REACH, thickness, 2 * REACH), shade(colour, 0.5), 0.22),
      plain(roundedRectangle(-REACH, place, 2 * REACH, thickness), shade(colour, -0.5), 0.22),
    ];
  });
  return [base(colour), ...weave, ...repeat(3, () => [drawFold(random, colour)])];
}

function drawFold(random: RandomSource, colour: Colour): Shape {
  const [y, swing] = [anywhere(random), random.between(-25, 25)];
  const fold = [
    point(-REACH, y),
    point(0, y + swing),
    point(REACH, y - swing),
    point(REACH, y - swing + 9),
    point(0, y + swing + 9),
    point(-REACH, y + 9),
  ];
  return plain(fold, shade(colour, random.chance(0.5) ? 0.4 : -0.4), 0.25);
}

/** A cutting mat or painted bench top with ruled lines and old cuts. */
export function drawMat(random: RandomSource): Shape[] {
  const colour = jitter(random, random.pick<Colour>(['#3f6b66', '#39506b', '#5a5f66', '#d9dad6']), 10);
  const step = random.between(9, 14);
  const lines = repeat(Math.ceil((2 * REACH) / step), (index) => {
    const place = -REACH + index * step;
    const ruled = [roundedRectangle(place, -REACH, 0.4, 2 * REACH), roundedRectangle(-REACH, place, 2 * REACH, 0.4)];
    return ruled.map((line) => plain(line, shade(colour, 0.6), 0.4));
  });
  const cuts = repeat(6, () => {
    const [x, y] = [anywhere(random), anywhere(random)];
    return [
      plain(
        bar(point(x, y), point(x + random.between(-30, 30), y + random.between(-30, 30)), 0.3),
        shade(colour, -0.5),
        0.5,
      ),
    ];
  });
  const stain = curve([point(-6, 0), point(0, -5), point(7, 1), point(1, 6)]).map(({ x, y }) =>
    point(x * 2 + 20, y * 2 - 15),
  );
  return [
    base(colour),
    ...lines,
    ...cuts,
    ...(random.chance(0.4) ? [inked(stain, shade(colour, -0.2), shade(colour, -0.25), 0.3)] : []),
  ];
}
