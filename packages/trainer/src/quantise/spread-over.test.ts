import { describe, expect, it } from 'vitest';
import { spreadOver } from './spread-over.js';

describe(spreadOver, () => {
  it('takes items from the whole range, none twice', () => {
    expect(spreadOver([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 5, 7]);
    expect(spreadOver(['a', 'b'], 4)).toEqual(['a', 'b']);
  });
});
