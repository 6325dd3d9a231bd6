import { describe, expect, it } from 'vitest';
import { formatBar } from './format-bar.js';

describe(formatBar, () => {
  it('grows by eighths of a character', () => {
    expect([formatBar(0, 2), formatBar(1 / 16, 2), formatBar(0.5, 2), formatBar(1, 2)]).toEqual(['', '▏', '█', '██']);
  });

  it('shows what is not nothing', () => {
    expect([formatBar(1e-9), formatBar(1e-9, 20, false)]).toEqual(['▏', '#']);
  });

  it('counts whole characters in plain ASCII', () => {
    expect([formatBar(0, 4, false), formatBar(0.5, 4, false), formatBar(1, 4, false)]).toEqual(['', '##', '####']);
  });

  it('stays within its width for shares outside of [0, 1]', () => {
    expect([formatBar(-1, 3), formatBar(7, 3)]).toEqual(['', '███']);
  });
});
