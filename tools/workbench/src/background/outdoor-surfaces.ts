import { bar, ellipse, roundedRectangle } from '../geometry/outlines.js';
import { point } from '../geometry/point.js';
import type { RandomSource } from '../random/random-source.js';
import { jitter, shade, type Colour } from '../render/colour.js';
import { plain, type Shape } from '../render/shape.js';
import { anywhere, base, repeat, SURFACE_REACH as REACH } from './surface.js';

/** Cast floor: patches, specks and a crack or a joint. */
export function drawConcrete(random: RandomSource): Shape[] {
  const grey = jitter(random, random.pick<Colour>(['#9b9b97', '#b3b0a8', '#83868a']), 12);
  const patches = repeat(14, () => [
    plain(
      ellipse(anywhere(random), anywhere(random), random.between(8, 26), random.between(6, 18)),
      shade(grey, random.between(-0.3, 0.3)),
      0.18,
    ),
  ]);
  const specks = repeat(260, () => [
    plain(
      ellipse(anywhere(random), anywhere(random), random.between(0.15, 0.5)),
      shade(grey, random.between(-0.6, 0.4)),
      0.7,
    ),
  ]);
  return [base(grey), ...patches, ...specks, ...(random.chance(0.5) ? drawCrack(random, grey) : [])];
}

function drawCrack(random: RandomSource, grey: Colour): Shape[] {
  const heights = Array.from({ length: 17 }, () => random.between(-3, 3));
  const y = random.between(-45, 45);
  return heights.slice(1).map((height, index) => {
    const [from, to] = [-REACH + index * 10, -REACH + (index + 1) * 10];
    return plain(bar(point(from, y + (heights[index] ?? 0)), point(to, y + height), 0.5), shade(grey, -0.55), 0.8);
  });
}

/** A lawn: blades in several greens, here and there a daisy. */
export function drawGrass(random: RandomSource): Shape[] {
  const green = jitter(random, random.pick<Colour>(['#6d9440', '#7fa04c', '#8c9a4e']), 12);
  const blades = repeat(520, () => {
    const [x, y] = [anywhere(random), anywhere(random)];
    const tip = point(x + random.between(-2.5, 2.5), y - random.between(2, 6));
    return [plain([point(x - 0.5, y), tip, point(x + 0.5, y)], shade(green, random.between(-0.4, 0.35)), 0.85)];
  });
  const daisies = repeat(random.integer(0, 6), () => {
    const [x, y] = [anywhere(random), anywhere(random)];
    return [plain(ellipse(x, y, 1.5), '#f4f3ea'), plain(ellipse(x, y, 0.6), '#e2b93b')];
  });
  return [base(green), ...blades, ...daisies];
}

/** Paving bricks in half bond. */
export function drawPaving(random: RandomSource): Shape[] {
  const stone = random.pick<Colour>(['#a56a55', '#98958f', '#b8a78c', '#7e8288']);
  const [width, height] = [random.between(22, 32), random.between(11, 16)];
  const columns = Math.ceil((2 * REACH) / width) + 1;
  const bricks = repeat(columns * Math.ceil((2 * REACH) / height), (index) => {
    const row = Math.floor(index / columns);
    const x = -REACH + ((index % columns) - (row % 2) / 2) * width;
    const colour = jitter(random, stone, 16);
    return [
      plain(roundedRectangle(x + 0.6, -REACH + row * height + 0.6, width - 1.2, height - 1.2, 1), colour),
      plain(
        ellipse(x + random.between(4, width - 4), -REACH + (row + 0.5) * height, 2.5, 1.4),
        shade(colour, -0.3),
        0.25,
      ),
    ];
  });
  return [base(shade(stone, -0.45)), ...bricks];
}
