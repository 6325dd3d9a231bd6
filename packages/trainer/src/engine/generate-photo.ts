import type { ExportSize } from '../options/parse-export-sizes.js';

/**
 * Noise in squares of `grainPx`, for weights that come without a dataset: RGB bytes, the same ones each time.
 * The numbers are those of a linear congruential generator (Numerical Recipes, 7.1).
 */
export function generatePhoto({ heightPx, widthPx }: ExportSize, grainPx: number): Uint8Array {
  const pixels = new Uint8Array(heightPx * widthPx * 3);
  const columns = Math.ceil(widthPx / grainPx);
  const colours = new Uint8Array(columns * Math.ceil(heightPx / grainPx) * 3);
  let state = grainPx;
  for (let at = 0; at < colours.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    colours[at] = state >>> 24;
  }
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const square = (Math.floor(y / grainPx) * columns + Math.floor(x / grainPx)) * 3;
      pixels.set(colours.subarray(square, square + 3), (y * widthPx + x) * 3);
    }
  return pixels;
}
