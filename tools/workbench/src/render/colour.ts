import type { RandomSource } from '../random/random-source.js';

/** A colour as SVG takes it: `#rrggbb`. */
export type Colour = `#${string}`;

type Channels = readonly [red: number, green: number, blue: number];

/** Towards white for a positive amount, towards black for a negative one; 1 gets there. */
export function shade(colour: Colour, amount: number): Colour {
  const target = amount > 0 ? 255 : 0;
  return toColour(toChannels(colour).map((value) => value + (target - value) * Math.abs(amount)));
}

/** A neighbour of the colour: every channel moves by at most `spread` of 255, most of it together. */
export function jitter(random: RandomSource, colour: Colour, spread = 22): Colour {
  const together = random.between(-spread, spread);
  return toColour(toChannels(colour).map((value) => value + together + random.between(-spread, spread) / 3));
}

function toChannels(colour: Colour): Channels {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function toColour(channels: readonly number[]): Colour {
  const hex = channels.map((value) =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
