/** A point in the units of its drawing: x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A closed outline: the last point joins the first. */
export type Outline = readonly Point[];

/** Short form for drawings, which hold many points. */
export function point(x: number, y: number): Point {
  return { x, y };
}
