import { NumberColumn } from '../model/number-column.js';
import type { ClassCounts } from '../select/select-images.js';

/** Boxes per class of many images, in columns. */
export class ClassCountsColumn {
  readonly #ends = new NumberColumn('uint32');
  readonly #classes = new NumberColumn('uint8');
  readonly #counts = new NumberColumn('uint8');

  push(counts: ClassCounts): void {
    for (const [classIndex, count] of counts) {
      this.#classes.push(classIndex);
      this.#counts.push(count);
    }
    this.#ends.push(this.#classes.length);
  }

  at(index: number): ClassCounts {
    const counts: [classIndex: number, count: number][] = [];
    for (let e = index === 0 ? 0 : this.#ends.at(index - 1); e < this.#ends.at(index); e++)
      counts.push([this.#classes.at(e), this.#counts.at(e)]);
    return counts;
  }
}
