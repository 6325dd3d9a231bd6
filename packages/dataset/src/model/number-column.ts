type NumberArray = Uint8Array | Uint32Array | Float32Array | Float64Array;

/** Four, because V8 sees to up to four kinds of object at one place in the code without looking each up. */
const kinds = { uint8: Uint8Array, uint32: Uint32Array, float32: Float32Array, float64: Float64Array };

const blockBits = 14;
const blockLength = 1 << blockBits;
const withinBlock = blockLength - 1;

/**
 * A growing list of numbers in typed arrays: no object per number, nothing for the garbage collector to follow. It grows by
 * blocks, so that nothing is copied. Every number comes back exactly: a block that meets one which its kind can't hold takes
 * twice to eight times the space from then on.
 */
export class NumberColumn {
  readonly #kind: keyof typeof kinds;
  readonly #blocks: NumberArray[] = [];
  #length = 0;

  /** @param kind the smallest one that holds what is usual */
  constructor(kind: keyof typeof kinds) {
    this.#kind = kind;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const place = this.#length++ & withinBlock;
    if (place === 0) this.#blocks.push(new kinds[this.#kind](blockLength));
    const last = this.#blocks.length - 1;
    const block = this.#blocks[last];
    if (!block) return;
    block[place] = value;
    if (block[place] === value || Number.isNaN(block[place])) return;
    const wider = Float64Array.from(block);
    wider[place] = value;
    this.#blocks[last] = wider;
  }

  /** 0 beyond the end. */
  at(index: number): number {
    return this.#blocks[index >>> blockBits]?.[index & withinBlock] ?? 0;
  }
}
