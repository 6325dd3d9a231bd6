import { describe, expect, it } from 'vitest';
import { applyEdits } from './byte-edit.js';

const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5);

describe(applyEdits, () => {
  it('leaves out and replaces bytes, whatever the order of the edits', () => {
    const edits = [
      { from: 4, to: 6 },
      { from: 1, to: 2, replacement: Uint8Array.of(9, 9, 9) },
    ];
    expect([...applyEdits(bytes, edits)]).toEqual([0, 9, 9, 9, 2, 3]);
    expect([...applyEdits(bytes, edits.reverse())]).toEqual([0, 9, 9, 9, 2, 3]);
  });

  it('gives a copy, so that the source stays as it is', () => {
    const copy = applyEdits(bytes, []);
    copy[0] = 7;
    expect(bytes[0]).toBe(0);
  });
});
