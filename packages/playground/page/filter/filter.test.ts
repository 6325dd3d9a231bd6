import { describe, expect, it } from 'vitest';
import { found } from '../testing/make-state.js';
import { countClasses } from './count-classes.js';
import { filterDetections } from './filter-detections.js';

describe(filterDetections, () => {
  it('keeps what is at or above the threshold and of a shown class', () => {
    const all = [found(0, 0.9), found(1, 0.8), found(0, 0.5), found(0, 0.49)];
    const kept = filterDetections(all, { threshold: 0.5, hiddenClasses: new Set(['hammer']) });
    expect(kept.map(({ confidence }) => confidence)).toEqual([0.9, 0.5]);
  });
});

describe(countClasses, () => {
  it('counts each list, in the order of the classes, and keeps a class that has none above the threshold', () => {
    const counts = countClasses(
      [
        [found(1, 0.9), found(0, 0.1)],
        [found(1, 0.2), found(2, 0.6)],
      ],
      0.5,
    );
    expect(counts).toEqual([
      { name: 'drill', counts: [0, 0] },
      { name: 'hammer', counts: [1, 0] },
      { name: 'saw', counts: [0, 1] },
    ]);
  });
});
