/** Names numbered in the order in which they came, so that a column can hold a number for each. */
export class NameTable {
  readonly #names: string[] = [];
  readonly #indices = new Map<string, number>();

  indexOf(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    this.#indices.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  nameAt(index: number): string {
    return this.#names[index] ?? '';
  }
}
