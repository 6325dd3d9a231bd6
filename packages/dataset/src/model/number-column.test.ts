import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberColumn } from './number-column.js';

describe(NumberColumn, () => {
  const kind = fc.constantFrom('uint8' as const, 'uint32' as const, 'float32' as const);

  it('gives back every number exactly, whatever kind was thought to do', () => {
    fc.assert(
      fc.property(kind, fc.array(fc.oneof(fc.nat(300), fc.double(), fc.integer())), (wanted, numbers) => {
        const column = new NumberColumn(wanted);
        for (const number of numbers) column.push(number);
        expect(column.length).toBe(numbers.length);
        // -0 and 0 are one number.
        expect(numbers.map((_, i) => column.at(i) + 0)).toEqual(numbers.map((number) => number + 0));
      }),
    );
  });

  it('grows past a block', () => {
    const column = new NumberColumn('uint32');
    for (let i = 0; i < 50_000; i++) column.push(i === 20_000 ? 0.5 : i);
    expect([column.length, column.at(19_999), column.at(20_000), column.at(49_999)]).toEqual([
      50_000, 19_999, 0.5, 49_999,
    ]);
  });
});
