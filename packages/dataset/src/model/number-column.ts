type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const leastCapacity = 1024;

/** A growing list of numbers in a typed array: no object per number, and nothing for the garbage collector to follow. */
export class NumberColumn {
  readonly #create: (capacity: number) => NumberArray;
  #values: NumberArray;
  #length = 0;

  /** @param create an empty array of the wanted type, such as `(n) => new Float64Array(n)` */
  constructor(create: (capacity: number) => NumberArray) {
    this.#create = create;
    this.#values = create(leastCapacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow();
    this.#values[this.#length++] = value;
  }

  /** 0 beyond the end. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  #grow(): void {
    // By half: doubling would leave half of a large column unused.
    const larger = this.#create(Math.ceil(this.#values.length * 1.5));
    larger.set(this.#values);
    this.#values = larger;
  }
}
