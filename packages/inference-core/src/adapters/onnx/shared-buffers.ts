interface Lent {
  readonly buffer: unknown;
  borrowers: number;
}

/**
 * Buffers that all models of a worker use in turn, since it is one image at a time in the models: one of a kind, however many
 * models there are (at 640 × 640 a raw export has 15 MB of them), and none when its last borrower has given it back.
 */
export class SharedBuffers {
  readonly #lent = new Map<string, Lent>();

  /** @param kind what the buffer is for and its shape: equal kinds get the same one */
  borrow<Kept>(kind: string, make: () => Kept): Kept {
    const lent = this.#lent.get(kind) ?? { buffer: make(), borrowers: 0 };
    lent.borrowers += 1;
    this.#lent.set(kind, lent);
    return lent.buffer as Kept;
  }

  giveBack(kind: string): void {
    const lent = this.#lent.get(kind);
    if (lent && --lent.borrowers === 0) this.#lent.delete(kind);
  }
}
