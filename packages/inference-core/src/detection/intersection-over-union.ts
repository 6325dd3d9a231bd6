export interface Corners {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
}

/** Overlap of two boxes as a share of what they cover together, in [0, 1]; 0 where neither has an area. */
export function intersectionOverUnion(a: Corners, b: Corners): number {
  const width = Math.min(a.xmax, b.xmax) - Math.max(a.xmin, b.xmin);
  const height = Math.min(a.ymax, b.ymax) - Math.max(a.ymin, b.ymin);
  if (width <= 0 || height <= 0) return 0;
  const overlap = width * height;
  return overlap / (area(a) + area(b) - overlap);
}

function area({ xmin, ymin, xmax, ymax }: Corners): number {
  return (xmax - xmin) * (ymax - ymin);
}
