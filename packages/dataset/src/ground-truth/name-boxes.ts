import type { LabelledBox } from '../model/labelled-image.js';
import type { ReadBox } from './read-label.js';

/** The boxes under their classes' names; `undefined` where one has none. */
export function nameBoxes(
  boxes: readonly ReadBox[],
  nameOf: (classId: string) => string | undefined,
): LabelledBox[] | undefined {
  const named: LabelledBox[] = [];
  for (const { classId, left, top, width, height, confidence } of boxes) {
    const className = nameOf(classId);
    if (className === undefined) return undefined;
    if (confidence === undefined) named.push({ className, left, top, width, height });
    else named.push({ className, left, top, width, height, confidence });
  }
  return named;
}
