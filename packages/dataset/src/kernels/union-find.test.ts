import { describe, expect, it } from 'vitest';
import { UnionFind } from './union-find.js';

describe(UnionFind, () => {
  it('joins sets through any of their members, with the smallest as the root', () => {
    const sets = new UnionFind(6);
    sets.union(4, 5);
    sets.union(1, 4);
    sets.union(3, 5);
    expect([0, 1, 2, 3, 4, 5].map((member) => sets.find(member))).toEqual([0, 1, 2, 1, 1, 1]);
  });

  it('adds up the weights of a set, each member once', () => {
    const sets = new UnionFind(3, [2, 3, 4]);
    sets.union(0, 2);
    sets.union(2, 0);
    expect([0, 1, 2].map((member) => sets.weightOf(member))).toEqual([6, 3, 6]);
  });
});
