import { describe, expect, it } from 'vitest';
import { countMatches, undecidedClass } from './count-matches.js';

const rules = { iou: 0.95, confidence: 0.01 };
const box = (overrides: object = {}) => ({
  xmin: 0,
  ymin: 0,
  xmax: 100,
  ymax: 100,
  confidence: 0.5,
  classIndex: 0,
  ...overrides,
});

describe(countMatches, () => {
  it('pairs boxes of one class that lie on each other, each once', () => {
    expect(countMatches([box()], [box({ xmax: 101 }), box({ xmax: 102 })], rules)).toBe(1);
    expect(countMatches([box({ xmax: 101 }), box()], [box(), box({ xmax: 101 })], rules)).toBe(2);
  });

  it.each([{ classIndex: 1 }, { xmax: 110 }, { confidence: 0.52 }])('takes %j for another one', (change) => {
    expect(countMatches([box(change)], [box()], rules)).toBe(0);
  });

  it('pairs a box of any class with one whose class rounding decides', () => {
    expect(countMatches([box({ classIndex: 3 })], [box({ classIndex: undecidedClass })], rules)).toBe(1);
  });

  it('pairs nothing with boxes that have no area', () => {
    expect(countMatches([box({ xmax: 0 })], [box({ xmax: 0 })], rules)).toBe(0);
  });
});
