import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSequence, type Sequence } from './sequence.js';

describe(createSequence, () => {
  const isEven = (n: number): boolean => n % 2 === 0;
  const look = (list: Sequence<number>): unknown => {
    const visited: [number, number][] = [];
    list.forEach((item, i) => visited.push([item, i]));
    return {
      visited,
      length: list.length,
      ends: [list.at(0), list.at(-1), list.at(list.length), list.at(-list.length - 1)],
      items: [...list],
      entries: [...list.entries()],
      map: list.map((item, i) => item * 10 + i),
      filter: list.filter(isEven),
      flatMap: list.flatMap((item) => (isEven(item) ? [item, item] : item)),
      find: [list.find(isEven), list.some(isEven), list.every(isEven)],
      sum: list.reduce((sum, item, i) => sum + item * i, 1),
    };
  };

  it('can be read like the array of its items', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (items) => {
        expect(
          look(
            createSequence(items.length, (i) => {
              expect(items).toHaveProperty([i]);
              return items[i] ?? NaN;
            }),
          ),
        ).toEqual(look(items));
      }),
    );
  });

  it('makes an item only when it is asked for', () => {
    const made: number[] = [];
    const list = createSequence(1_000_000, (i) => made.push(i));
    list.at(7);
    list.find(() => true);
    expect(made).toEqual([7, 0]);
  });
});
