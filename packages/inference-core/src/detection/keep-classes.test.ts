import { describe, expect, it } from 'vitest';
import { keepClasses } from './keep-classes.js';

const rows = Float32Array.from([0, 1, 2].flatMap((index) => [index, 0, 1, 1, 0.5, index % 2]));

describe(keepClasses, () => {
  it('keeps the rows of the classes asked for, in their order', () => {
    expect([...keepClasses(rows, [0], 9)]).toEqual([0, 0, 1, 1, 0.5, 0, 2, 0, 1, 1, 0.5, 0]);
  });

  it('counts the maximum after the choice', () => {
    expect([...keepClasses(rows, [0], 1)]).toEqual([0, 0, 1, 1, 0.5, 0]);
    expect(keepClasses(rows, [7], 9)).toHaveLength(0);
  });
});
