import type { LabelledBox, LabelledImage } from './labelled-image.js';
import { NameTable } from './name-table.js';
import { NumberColumn } from './number-column.js';
import { createSequence, type Sequence } from './sequence.js';

type RequiredField = {
  [F in keyof LabelledImage]-?: object extends Pick<LabelledImage, F> ? never : F;
}[keyof LabelledImage];
type OptionalFields = Omit<LabelledImage, RequiredField>;

const columns: ReadonlySet<string> = new Set<RequiredField>([
  'sourceRef',
  'manifest',
  'line',
  'attribute',
  'createdAtMicros',
  'isAdjusted',
  'size',
  'boxes',
]);

/**
 * Labelled images in columns: 17 bytes a box (21 with a confidence) and 27 an image beside its source-ref, a tenth of what
 * objects take. An image is put together when it is asked for. Optional fields, which most images lack, are kept beside the columns as they came.
 */
export class LabelledImageStore {
  readonly #sourceRefs: string[] = [];
  readonly #attributes = new NameTable();
  readonly #classes = new NameTable();
  readonly #manifests = new NumberColumn('uint8');
  readonly #lines = new NumberColumn('uint32');
  readonly #attributeOf = new NumberColumn('uint8');
  readonly #createdAt = new NumberColumn('float64');
  readonly #isAdjusted = new NumberColumn('uint8');
  /** Width and height; 0 where unknown. */
  readonly #sizes = new NumberColumn('float32');
  /** Image `i` has the boxes from entry `i` to entry `i + 1`. */
  readonly #firstBox = new NumberColumn('uint32');
  readonly #classOf = new NumberColumn('uint8');
  /** Left, top, width and height. */
  readonly #sides = new NumberColumn('float32');
  /** NaN where a box has none; as long as the boxes up to the last one that has. */
  readonly #confidences = new NumberColumn('float32');
  readonly #more = new Map<number, OptionalFields>();

  constructor() {
    this.#firstBox.push(0);
  }

  get length(): number {
    return this.#sourceRefs.length;
  }

  /** Gives the image's place in the store. */
  add(image: LabelledImage): number {
    if (Object.keys(image).length > columns.size) this.#addMore(image);
    this.#manifests.push(image.manifest);
    this.#lines.push(image.line);
    this.#attributeOf.push(this.#attributes.indexOf(image.attribute));
    this.#createdAt.push(image.createdAtMicros ?? NaN);
    this.#isAdjusted.push(image.isAdjusted ? 1 : 0);
    this.#sizes.push(image.size?.widthPx ?? 0);
    this.#sizes.push(image.size?.heightPx ?? 0);
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
    const image: LabelledImage = {
      manifest: this.#manifests.at(index),
      line: this.#lines.at(index),
      sourceRef: this.sourceRefAt(index),
      attribute: this.#attributes.nameAt(this.#attributeOf.at(index)),
      size: widthPx > 0 ? { widthPx, heightPx: this.#sizes.at(2 * index + 1) } : undefined,
      boxes: this.#boxesOf(index),
      createdAtMicros: Number.isNaN(createdAtMicros) ? undefined : createdAtMicros,
      isAdjusted: this.#isAdjusted.at(index) === 1,
    };
    const more = this.#more.get(index);
    return more ? { ...image, ...more } : image;
  }

  /** The images at the given places, in their order. */
  pick(places: Uint32Array): Sequence<LabelledImage> {
    return createSequence(places.length, (i) => this.at(places[i] ?? 0));
  }

  #addMore(image: LabelledImage): void {
    const more = Object.fromEntries(Object.entries(image).filter(([field]) => !columns.has(field)));
    this.#more.set(this.length, more);
  }

  #addBox({ className, left, top, width, height, confidence }: LabelledBox): void {
    if (confidence !== undefined) this.#addConfidence(confidence);
    this.#classOf.push(this.#classes.indexOf(className));
    this.#sides.push(left);
    this.#sides.push(top);
    this.#sides.push(width);
    this.#sides.push(height);
  }

  #addConfidence(confidence: number): void {
    while (this.#confidences.length < this.#classOf.length) this.#confidences.push(NaN);
    this.#confidences.push(confidence);
  }

  #boxesOf(index: number): LabelledBox[] {
    const boxes: LabelledBox[] = [];
    for (let box = this.#firstBox.at(index); box < this.#firstBox.at(index + 1); box++) boxes.push(this.#boxAt(box));
    return boxes;
  }

  #boxAt(box: number): LabelledBox {
    const className = this.#classes.nameAt(this.#classOf.at(box));
    const left = this.#sides.at(4 * box);
    const top = this.#sides.at(4 * box + 1);
    const width = this.#sides.at(4 * box + 2);
    const height = this.#sides.at(4 * box + 3);
    const confidence = box < this.#confidences.length ? this.#confidences.at(box) : NaN;
    // Written out: spreading would take as long as all the rest of a box.
    if (Number.isNaN(confidence)) return { className, left, top, width, height };
    return { className, left, top, width, height, confidence };
  }
}
