/** Disjoint sets of the numbers 0 to n - 1, joined step by step; the root of a set is its smallest member. */
export class UnionFind {
  readonly #parents: Int32Array;
  readonly #weights: Float64Array;

  /** @param weights what each member counts in its set's weight; 1 without them */
  constructor(members: number, weights?: ArrayLike<number>) {
    this.#parents = Int32Array.from({ length: members }, (_, member) => member);
    this.#weights = weights ? Float64Array.from(weights) : new Float64Array(members).fill(1);
  }

  find(member: number): number {
    const parents = this.#parents;
    let at = member;
    while (parents[at]! !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  }

  union(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA === rootB) return;
    const [root, child] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    this.#parents[child] = root;
    this.#weights[root]! += this.#weights[child]!;
  }

  /** The weight of the member's whole set. */
  weightOf(member: number): number {
    return this.#weights[this.find(member)]!;
  }
}
