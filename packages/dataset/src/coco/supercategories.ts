import type { CocoCategory } from './coco-file.js';
import { saysSomething } from './find-other-keys.js';

/** The supercategory of each class, by name, over all files. One that is no text, or that two files give differently, is not kept. */
export class Supercategories {
  readonly #ofClass = new Map<string, string | undefined>();

  /** @returns whether all of them are kept */
  add(categories: readonly CocoCategory[]): boolean {
    let areKept = true;
    for (const { name, supercategory } of categories) {
      if (!saysSomething(supercategory)) continue;
      const isSame = !this.#ofClass.has(name) || this.#ofClass.get(name) === supercategory;
      const kept = isSame && typeof supercategory === 'string' ? supercategory : undefined;
      areKept &&= kept !== undefined;
      this.#ofClass.set(name, kept);
    }
    return areKept;
  }

  /** By position in `classes`; `undefined` where no class has one. */
  inOrder(classes: readonly string[]): readonly (string | null)[] | undefined {
    const list = classes.map((name) => this.#ofClass.get(name) ?? null);
    return list.some((one) => one !== null) ? list : undefined;
  }
}
