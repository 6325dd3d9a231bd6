import { describe, expect, it } from 'vitest';
import { intersectionOverUnion } from './intersection-over-union.js';

const box = (xmin: number, ymin: number, xmax: number, ymax: number) => ({ xmin, ymin, xmax, ymax });

describe(intersectionOverUnion, () => {
  it('is the shared area over the area of both', () => {
    expect(intersectionOverUnion(box(0, 0, 2, 2), box(1, 0, 3, 2))).toBeCloseTo(1 / 3);
    expect(intersectionOverUnion(box(0, 0, 2, 2), box(0, 0, 2, 2))).toBe(1);
  });

  it('is 0 for boxes that only touch, or have no area', () => {
    expect(intersectionOverUnion(box(0, 0, 1, 1), box(1, 0, 2, 1))).toBe(0);
    expect(intersectionOverUnion(box(1, 1, 1, 1), box(1, 1, 1, 1))).toBe(0);
  });
});
