import { HyperparameterInvalidError } from '../errors.js';

export interface ExportSize {
  readonly heightPx: number;
  readonly widthPx: number;
}

/**
 * `640,480x640` to sizes: a side, or height x width, each a multiple of 32; the first is the default of the model.
 * @throws HyperparameterInvalidError
 */
export function parseExportSizes(text: string): ExportSize[] {
  const sizes = text.split(',').map(parseSize);
  const keys = new Set(sizes.map(({ heightPx, widthPx }) => `${heightPx}x${widthPx}`));
  if (keys.size < sizes.length) throw new HyperparameterInvalidError(`export-sizes names a size twice: ${text}.`);
  return sizes;
}

function parseSize(text: string): ExportSize {
  const [, height, width] = /^\s*(\d+)(?:x(\d+))?\s*$/.exec(text) ?? [];
  const heightPx = Number(height);
  const widthPx = Number(width ?? height);
  if (![heightPx, widthPx].every((side) => side >= 32 && side <= 4096 && side % 32 === 0))
    throw new HyperparameterInvalidError(
      `"${text}" is no export size; expected a multiple of 32 up to 4096 such as 640, or height x width such as 480x640.`,
    );
  return { heightPx, widthPx };
}
