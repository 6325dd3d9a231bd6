import type { NormalizedBox } from '../geometry/to-normalized-box.js';
import { InvalidDatasetError } from '../errors.js';

/** A row of a label file. */
export interface YoloRow extends NormalizedBox {
  readonly classIndex: number;
}

/**
 * The rows of a label file as `build` writes it.
 * @param where what an error calls the file
 * @throws InvalidDatasetError for a row that is not `class x y w h`
 */
export function parseYoloRows(text: string, where: string): YoloRow[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const numbers = line.trim().split(/\s+/).map(Number);
    const [classIndex = -1, centerX = 0, centerY = 0, width = 0, height = 0] = numbers;
    if (numbers.length !== 5 || !numbers.every((n) => n >= 0) || !Number.isInteger(classIndex))
      throw new InvalidDatasetError(
        `${where}:${at + 1}: "${line.trim().slice(0, 80)}" is no box. Expected \`class x y width height\`; build the dataset again.`,
      );
    return [{ classIndex, centerX, centerY, width, height }];
  });
}
