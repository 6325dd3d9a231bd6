import { HyperparameterInvalidError } from '../errors.js';
import type { TrainOptions } from './option-table.js';
import { type ExportSize, parseExportSizes } from './parse-export-sizes.js';

/**
 * What is wrong with the sizes to export, once the network's stride is known: 32 for most, 64 for those made for 1280 pixels.
 * @returns undefined where the network can have them all
 */
export function judgeExportSizes(
  options: Pick<TrainOptions, 'export-sizes' | 'imgsz'>,
  stridePx: number,
): HyperparameterInvalidError | undefined {
  const name = options['export-sizes'] === undefined ? 'imgsz' : 'export-sizes';
  const sizes = parseExportSizes(String(options[name]));
  const size = sizes.find(({ heightPx, widthPx }) => heightPx % stridePx !== 0 || widthPx % stridePx !== 0);
  if (!size) return undefined;
  const near = [Math.floor, Math.ceil].map((round) => formatSize(toMultiple(size, stridePx, round)));
  return new HyperparameterInvalidError(
    `The training option ${name} asks for an export at ${formatSize(size)}, and this network's stride is ${stridePx}: each side must be a multiple of it. The next that fit: ${[...new Set(near)].join(' and ')}.`,
  );
}

function toMultiple({ heightPx, widthPx }: ExportSize, stridePx: number, round: (value: number) => number): ExportSize {
  const fit = (side: number): number => Math.max(1, round(side / stridePx)) * stridePx;
  return { heightPx: fit(heightPx), widthPx: fit(widthPx) };
}

function formatSize({ heightPx, widthPx }: ExportSize): string {
  return heightPx === widthPx ? String(heightPx) : `${heightPx}x${widthPx}`;
}
