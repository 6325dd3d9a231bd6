import { describe, expect, it } from 'vitest';
import { createCountMatrix } from '../kernels/count-matrix.js';
import { findCoOccurrence } from './find-co-occurrence.js';

const classes = ['person', 'bicycle', 'bench'];
// Two people with every bicycle, benches alone.
const counts = createCountMatrix(
  [
    ...Array.from({ length: 10 }, () => [[0, 2] as const, [1, 1] as const]),
    ...Array.from({ length: 10 }, () => [[2, 1] as const]),
  ],
  3,
);

describe(findCoOccurrence, () => {
  it('says which class cannot go below how many boxes without which other one falling below its target', () => {
    expect(findCoOccurrence(counts, classes, [8, 8, 8])).toEqual([
      { className: 'person', atLeast: 16, companion: 'bicycle', companionBoxes: 8 },
    ]);
  });

  it('names first what lies furthest above its target', () => {
    const rows = Array.from({ length: 10 }, () => [[0, 2] as const, [1, 1] as const, [2, 5] as const]);
    const found = findCoOccurrence(createCountMatrix(rows, 3), classes, [8, 8, 8]);
    expect(found.map(({ className, atLeast }) => [className, atLeast])).toEqual([
      ['bench', 40],
      ['person', 16],
    ]);
    const alike = Array.from({ length: 10 }, () => [[0, 2] as const, [1, 1] as const, [2, 2] as const]);
    const tied = findCoOccurrence(createCountMatrix(alike, 3), classes, [8, 8, 8]);
    expect(tied.map(({ className }) => className)).toEqual(['person', 'bench']);
  });

  it('says nothing where both targets can be reached, or only one is asked for', () => {
    expect(findCoOccurrence(counts, classes, [16, 8, 8])).toEqual([]);
    expect(findCoOccurrence(counts, classes, [undefined, 8, 8])).toEqual([]);
  });
});
