import { describe, expect, it } from 'vitest';
import { formatBar } from './format-bar.js';

describe(formatBar, () => {
  it('grows by eighths of a character', () => {
    expect([formatBar(0, 2), formatBar(1 / 16, 2), formatBar(0.5, 2), formatBar(1, 2)]).toEqual(['', '▏', '█', '██']);
  });

  it('stays within its width for shares outside of [0, 1]', () => {
    expect([formatBar(-1, 3), formatBar(7, 3)]).toEqual(['', '███']);
  });
});
