import type { CocoCategory } from './coco-file.js';

/** The supercategory of each class, by name, over all files. One that two files give differently is nobody's. */
export class Supercategories {
  readonly #ofClass = new Map<string, string | undefined>();

  /** Roboflow writes `none` where there is none. @returns whether a class has another one than in a file before */
  add(categories: readonly CocoCategory[]): boolean {
    let differs = false;
    for (const { name, supercategory } of categories) {
      if (typeof supercategory !== 'string' || supercategory === '' || supercategory === 'none') continue;
      const isOther = this.#ofClass.has(name) && this.#ofClass.get(name) !== supercategory;
      differs ||= isOther;
      this.#ofClass.set(name, isOther ? undefined : supercategory);
    }
    return differs;
  }

  /** By position in `classes`; `undefined` where no class has one. */
  inOrder(classes: readonly string[]): readonly (string | null)[] | undefined {
    const list = classes.map((name) => this.#ofClass.get(name) ?? null);
    return list.some((one) => one !== null) ? list : undefined;
  }
}
