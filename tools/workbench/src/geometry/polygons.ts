import type { PixelBox } from './pixel-box.js';
import { point, type Outline, type Point } from './point.js';

/** Area by the shoelace formula, in square units; the outline must not cross itself. */
export function outlineArea(outline: Outline): number {
  const twice = outline.reduce((sum, current, index) => {
    const next = outline[(index + 1) % outline.length] ?? current;
    return sum + current.x * next.y - next.x * current.y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Whether the point lies inside, by the even-odd rule. */
export function isInside({ x, y }: Point, outline: Outline): boolean {
  return outline.reduce((inside, a, index) => {
    const b = outline.at(index - 1) ?? a;
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    return crosses ? !inside : inside;
  }, false);
}

/** The part of an outline that lies in a box (Sutherland and Hodgman, 1974); empty where nothing does. */
export function clipOutline(outline: Outline, { left, top, right, bottom }: PixelBox): Outline {
  const afterLeft = clipByEdge(outline, 'x', left, 1);
  const afterRight = clipByEdge(afterLeft, 'x', right, -1);
  return clipByEdge(clipByEdge(afterRight, 'y', top, 1), 'y', bottom, -1);
}

function clipByEdge(outline: Outline, axis: 'x' | 'y', limit: number, side: 1 | -1): Outline {
  const depth = (p: Point): number => (p[axis] - limit) * side;
  return outline.flatMap((current, index) => {
    const previous = outline.at(index - 1) ?? current;
    const [from, to] = [depth(previous), depth(current)];
    const crossing = from >= 0 !== to >= 0 ? [mix(previous, current, from / (from - to))] : [];
    return to >= 0 ? [...crossing, current] : crossing;
  });
}

function mix(a: Point, b: Point, share: number): Point {
  return point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
}
