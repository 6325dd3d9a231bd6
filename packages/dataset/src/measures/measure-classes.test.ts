import { describe, expect, it } from 'vitest';
import { measureClasses } from './measure-classes.js';

function measure(boxes: readonly number[], targets: readonly (number | undefined)[] = [], possibleClasses?: number) {
  return measureClasses({
    images: 10,
    classNames: boxes.map((_, k) => `c${k}`),
    tallies: boxes.map((count) => ({ boxes: count, images: Math.min(count, 10) })),
    possibleClasses: possibleClasses ?? boxes.filter((count) => count > 0).length,
    targets,
  });
}

describe(measureClasses, () => {
  it('finds nothing to better where all classes are alike', () => {
    expect(measure([30, 30, 30])).toMatchObject({
      boxes: 90,
      maxMinRatio: 1,
      meanImbalanceRatio: 1,
      imbalanceVariation: 0,
      evenness: 1,
      targetDeviation: null,
    });
  });

  it('gives the ratios of Charte et al. and the entropy of the shares', () => {
    const measures = measure([40, 20, 10]);
    // max / count: 1, 2, 4; their standard deviation is 1.5275.
    expect(measures.maxMinRatio).toBe(4);
    expect(measures.meanImbalanceRatio).toBeCloseTo(7 / 3, 12);
    expect(measures.imbalanceVariation).toBeCloseTo(1.527525 / (7 / 3), 5);
    expect(measures.evenness).toBeCloseTo(0.9557 / Math.log(3), 5);
  });

  it('counts a class that was lost as uneven, and leaves it out of ratios', () => {
    expect(measure([20, 20, 0], [], 3)).toMatchObject({ maxMinRatio: 1, boxesPerClass: [20, 20, 0] });
    expect(measure([20, 20, 0], [], 3).evenness).toBeCloseTo(Math.LN2 / Math.log(3), 12);
  });

  it('measures how far each class is from its target, and names the furthest on both sides', () => {
    expect(measure([50, 150, 70, 5], [100, 100, 100, undefined]).targetDeviation).toEqual({
      mean: expect.closeTo((0.5 + 0.5 + 0.3) / 3, 12),
      worstUnder: { className: 'c0', deviation: -0.5 },
      worstOver: { className: 'c1', deviation: 0.5 },
    });
    expect(measure([100], [100]).targetDeviation).toEqual({ mean: 0, worstUnder: null, worstOver: null });
  });

  it('has no ratios where there is no box', () => {
    expect(measure([0, 0])).toMatchObject({ boxes: 0, maxMinRatio: null, evenness: null, meanImbalanceRatio: null });
  });
});
