import type { LabelledBox, LabelledImage } from './labelled-image.js';
import { NameTable } from './name-table.js';
import { NumberColumn } from './number-column.js';
import { createSequence, type Sequence } from './sequence.js';

const uint8 = (capacity: number): Uint8Array => new Uint8Array(capacity);
const uint32 = (capacity: number): Uint32Array => new Uint32Array(capacity);
const float64 = (capacity: number): Float64Array => new Float64Array(capacity);

/**
 * Labelled images in columns: 36 bytes a box and 45 an image beside its source-ref, a fifth of what objects take. An image is
 * put together when it is asked for. A new field of LabelledImage needs a column here.
 */
export class LabelledImageStore {
  readonly #sourceRefs: string[] = [];
  readonly #attributes = new NameTable();
  readonly #classes = new NameTable();
  readonly #manifests = new NumberColumn(uint32);
  readonly #lines = new NumberColumn(uint32);
  readonly #attributeOf = new NumberColumn(uint32);
  readonly #createdAt = new NumberColumn(float64);
  /** Of the few or many images that have one. */
  readonly #manifestGroups = new Map<number, string>();
  readonly #isAdjusted = new NumberColumn(uint8);
  /** Width and height; 0 where unknown. */
  readonly #sizes = new NumberColumn(float64);
  /** Image `i` has the boxes from entry `i` to entry `i + 1`. */
  readonly #firstBox = new NumberColumn(uint32);
  readonly #classOf = new NumberColumn(uint32);
  /** Left, top, width and height. */
  readonly #sides = new NumberColumn(float64);

  constructor() {
    this.#firstBox.push(0);
  }

  get length(): number {
    return this.#sourceRefs.length;
  }

  /** Gives the image's place in the store. */
  add(image: LabelledImage): number {
    this.#manifests.push(image.manifest);
    this.#lines.push(image.line);
    this.#attributeOf.push(this.#attributes.indexOf(image.attribute));
    this.#createdAt.push(image.createdAtMicros ?? NaN);
    this.#isAdjusted.push(image.isAdjusted ? 1 : 0);
    this.#sizes.push(image.size?.widthPx ?? 0);
    this.#sizes.push(image.size?.heightPx ?? 0);
    if (image.manifestGroup !== undefined) this.#manifestGroups.set(this.length, image.manifestGroup);
    for (const box of image.boxes) this.#addBox(box);
    this.#firstBox.push(this.#classOf.length);
    return this.#sourceRefs.push(image.sourceRef) - 1;
  }

  sourceRefAt(index: number): string {
    return this.#sourceRefs[index] ?? '';
  }

  at(index: number): LabelledImage {
    const createdAtMicros = this.#createdAt.at(index);
    const widthPx = this.#sizes.at(2 * index);
    return {
      manifest: this.#manifests.at(index),
      line: this.#lines.at(index),
      sourceRef: this.sourceRefAt(index),
      attribute: this.#attributes.nameAt(this.#attributeOf.at(index)),
      size: widthPx > 0 ? { widthPx, heightPx: this.#sizes.at(2 * index + 1) } : undefined,
      boxes: this.#boxesOf(index),
      createdAtMicros: Number.isNaN(createdAtMicros) ? undefined : createdAtMicros,
      isAdjusted: this.#isAdjusted.at(index) === 1,
      ...(this.#manifestGroups.size > 0 && { manifestGroup: this.#manifestGroups.get(index) }),
    };
  }

  /** The images at the given places, in their order. */
  pick(places: Uint32Array): Sequence<LabelledImage> {
    return createSequence(places.length, (i) => this.at(places[i] ?? 0));
  }

  #addBox({ className, left, top, width, height }: LabelledBox): void {
    this.#classOf.push(this.#classes.indexOf(className));
    this.#sides.push(left);
    this.#sides.push(top);
    this.#sides.push(width);
    this.#sides.push(height);
  }

  #boxesOf(index: number): LabelledBox[] {
    const boxes: LabelledBox[] = [];
    for (let box = this.#firstBox.at(index); box < this.#firstBox.at(index + 1); box++)
      boxes.push({
        className: this.#classes.nameAt(this.#classOf.at(box)),
        left: this.#sides.at(4 * box),
        top: this.#sides.at(4 * box + 1),
        width: this.#sides.at(4 * box + 2),
        height: this.#sides.at(4 * box + 3),
      });
    return boxes;
  }
}
