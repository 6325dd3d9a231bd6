/** How a class is drawn: by its colour, and by its line for eyes that can't tell two colours apart. */
export interface ClassMark {
  /** A CSS colour that black text can be read on. */
  readonly color: string;
  /** Dashes in units of the line's width; empty for an unbroken line. */
  readonly dashes: readonly number[];
}

const lines: readonly (readonly number[])[] = [[], [6, 2], [2, 1]];
/** The golden angle keeps the hues of neighbours far apart, however many classes there are. */
const goldenAngleDeg = 137.508;
const firstHueDeg = 85;

/** The mark of a class by its index in the model: the same on every photo, in every session. */
export function toClassMark(classIndex: number): ClassMark {
  const hue = (firstHueDeg + classIndex * goldenAngleDeg) % 360;
  return { color: `oklch(0.82 0.15 ${hue.toFixed(1)})`, dashes: lines[classIndex % lines.length] ?? [] };
}
