/**
 * A list that can be read like an array but need not be one: an entry may be made at the moment when it is asked for, so that
 * a million of them cost no memory while nobody looks. Every array is a sequence.
 */
export interface Sequence<Item> extends Iterable<Item> {
  readonly length: number;
  /** `undefined` beyond the ends; a negative index counts from the end. */
  at(index: number): Item | undefined;
  entries(): IterableIterator<[number, Item]>;
  forEach(visit: (item: Item, index: number) => void): void;
  map<Result>(convert: (item: Item, index: number) => Result): Result[];
  filter(isWanted: (item: Item, index: number) => boolean): Item[];
  flatMap<Result>(convert: (item: Item, index: number) => Result | readonly Result[]): Result[];
  find(isWanted: (item: Item, index: number) => boolean): Item | undefined;
  some(isWanted: (item: Item, index: number) => boolean): boolean;
  every(isWanted: (item: Item, index: number) => boolean): boolean;
  reduce<Result>(add: (sum: Result, item: Item, index: number) => Result, start: Result): Result;
}

/** @param itemAt makes the entry at an index from 0 to `length - 1`; the same one each time */
export function createSequence<Item>(length: number, itemAt: (index: number) => Item): Sequence<Item> {
  return new LazySequence(length, itemAt);
}

class LazySequence<Item> implements Sequence<Item> {
  constructor(
    readonly length: number,
    readonly itemAt: (index: number) => Item,
  ) {}

  at(index: number): Item | undefined {
    const from0 = index < 0 ? this.length + index : index;
    return from0 >= 0 && from0 < this.length ? this.itemAt(from0) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Item> {
    for (let i = 0; i < this.length; i++) yield this.itemAt(i);
  }

  *entries(): IterableIterator<[number, Item]> {
    for (let i = 0; i < this.length; i++) yield [i, this.itemAt(i)];
  }

  forEach(visit: (item: Item, index: number) => void): void {
    for (let i = 0; i < this.length; i++) visit(this.itemAt(i), i);
  }

  map<Result>(convert: (item: Item, index: number) => Result): Result[] {
    const results: Result[] = [];
    this.forEach((item, i) => results.push(convert(item, i)));
    return results;
  }

  filter(isWanted: (item: Item, index: number) => boolean): Item[] {
    const wanted: Item[] = [];
    this.forEach((item, i) => isWanted(item, i) && wanted.push(item));
    return wanted;
  }

  flatMap<Result>(convert: (item: Item, index: number) => Result | readonly Result[]): Result[] {
    return this.map(convert).flat(1) as Result[];
  }

  find(isWanted: (item: Item, index: number) => boolean): Item | undefined {
    for (const [i, item] of this.entries()) if (isWanted(item, i)) return item;
    return undefined;
  }

  some(isWanted: (item: Item, index: number) => boolean): boolean {
    for (const [i, item] of this.entries()) if (isWanted(item, i)) return true;
    return false;
  }

  every(isWanted: (item: Item, index: number) => boolean): boolean {
    return !this.some((item, i) => !isWanted(item, i));
  }

  reduce<Result>(add: (sum: Result, item: Item, index: number) => Result, start: Result): Result {
    let sum = start;
    this.forEach((item, i) => (sum = add(sum, item, i)));
    return sum;
  }
}
