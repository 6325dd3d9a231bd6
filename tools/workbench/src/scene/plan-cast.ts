import type { RandomSource } from '../random/random-source.js';
import type { ToolClass } from '../tools/tool-catalogue.js';

const RARER_TOOLS: readonly ToolClass[] = ['drill', 'hammer', 'paintbrush', 'wheelbarrow'];

/**
 * Which tools a photo shows. Screwdrivers are about four times as frequent as each other class, most of them in photos
 * of nothing else, so that a balanced choice of photos can leave them out; one photo in twenty is empty.
 */
export function planCast(random: RandomSource): ToolClass[] {
  const draw = random.next();
  if (draw < 0.05) return [];
  return draw < 0.45 ? planScrewdrivers(random) : planMixedCast(random);
}

function planScrewdrivers(random: RandomSource): ToolClass[] {
  return Array.from({ length: random.pick([1, 2, 2, 3, 3, 4]) }, () => 'screwdriver');
}

function planMixedCast(random: RandomSource): ToolClass[] {
  const others = Array.from({ length: random.pick([1, 1, 2, 2, 2, 3]) }, () => random.pick(RARER_TOOLS));
  return random.chance(0.28) ? ['screwdriver', ...others] : others;
}
