import { point, type Outline, type Point } from './point.js';

/** An ellipse as an outline of straight pieces (error below 0.3% of the radius). */
export function ellipse(centerX: number, centerY: number, radiusX: number, radiusY = radiusX): Outline {
  return arc(point(centerX, centerY), radiusX, radiusY, 0, 2 * Math.PI, 40).slice(0, -1);
}

/** A rectangle with its left top corner at (x, y) and its corners cut round. */
export function roundedRectangle(x: number, y: number, width: number, height: number, radius = 0): Outline {
  const r = Math.min(radius, width / 2, height / 2);
  if (r <= 0) return [point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height)];
  const quarter = Math.PI / 2;
  return [
    ...arc(point(x + width - r, y + r), r, r, -quarter, 0, 6),
    ...arc(point(x + width - r, y + height - r), r, r, 0, quarter, 6),
    ...arc(point(x + r, y + height - r), r, r, quarter, 2 * quarter, 6),
    ...arc(point(x + r, y + r), r, r, 2 * quarter, 3 * quarter, 6),
  ];
}

/** A straight bar with round ends. */
export function bar(from: Point, to: Point, thickness: number): Outline {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const r = thickness / 2;
  return [
    ...arc(to, r, r, angle - Math.PI / 2, angle + Math.PI / 2, 8),
    ...arc(from, r, r, angle + Math.PI / 2, angle + (3 * Math.PI) / 2, 8),
  ];
}

/** A closed curve through all the points given (uniform Catmull-Rom spline). */
export function curve(through: Outline, piecesPerSpan = 6): Outline {
  const at = (index: number): Point => through.at(index % through.length) ?? point(0, 0);
  return through.flatMap((start, index) => {
    const controls = [at(index - 1), start, at(index + 1), at(index + 2)] as const;
    return Array.from({ length: piecesPerSpan }, (_, piece) => onSpline(controls, piece / piecesPerSpan));
  });
}

/** An outline with its points pulled from a centre line: one half-width at each x, mirrored in y. */
export function lathe(profile: readonly (readonly [x: number, halfWidth: number])[]): Outline {
  const upper = profile.map(([x, halfWidth]) => point(x, -halfWidth));
  const lower = profile.map(([x, halfWidth]) => point(x, halfWidth)).reverse();
  return [...upper, ...lower];
}

function arc(center: Point, radiusX: number, radiusY: number, from: number, to: number, pieces: number): Point[] {
  return Array.from({ length: pieces + 1 }, (_, piece) => {
    const angle = from + ((to - from) * piece) / pieces;
    return point(center.x + radiusX * Math.cos(angle), center.y + radiusY * Math.sin(angle));
  });
}

function onSpline([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const blend = (p: number, q: number, r: number, s: number): number =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t ** 2 + (3 * q - p - 3 * r + s) * t ** 3);
  return point(blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y));
}
