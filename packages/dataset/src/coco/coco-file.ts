import { UnreadableLabelsError } from '../errors.js';
import { isJsonObject } from '../ground-truth/json-value.js';
import type { RecordProblem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';
import { type CocoAnnotation, type CocoImage, readCocoAnnotation, readCocoImage, readId } from './coco-records.js';
import { type CocoList, findOtherKeys } from './find-other-keys.js';
import { parseElement } from './parse-element.js';
import { TopLevelElements } from './top-level-elements.js';

type BoxAnnotation = Extract<CocoAnnotation, { kind: 'box' }>;

/** What the annotations say of one image. */
export interface AnnotatedImage {
  /** Position in `annotations` of the first one, from 1. */
  readonly firstAnnotation: number;
  readonly boxes: BoxAnnotation[];
  readonly problems: RecordProblem[];
  crowds: number;
}

export interface CocoCategory {
  readonly id: string;
  readonly name: string;
  readonly supercategory: unknown;
}

/** The records of one COCO file, gathered from its text as it comes in: lists may stand in any order. */
export class CocoFile {
  readonly images: (CocoImage | (RecordProblem & { readonly id?: string }))[] = [];
  readonly categories: CocoCategory[] = [];
  readonly annotated = new Map<string, AnnotatedImage>();
  readonly notes = new Map<NoteReason, number>();
  annotations = 0;
  readonly #otherKeys = new Set<string>();
  readonly #elements: TopLevelElements;

  constructor(readonly name: string) {
    this.#elements = new TopLevelElements(['images', 'annotations', 'categories'], (list, text) =>
      this.#add(list, text),
    );
  }

  /** @throws UnreadableLabelsError */
  push(text: string): void {
    this.#elements.push(text);
  }

  /** @throws UnreadableLabelsError when the file is cut short or is no COCO file of boxes */
  end(): void {
    const { isWhole, seen } = this.#elements;
    if (!isWhole)
      throw new UnreadableLabelsError(
        this.name,
        'the JSON breaks off: the file was cut short. Download or export it again.',
      );
    if (!seen.has('images'))
      throw new UnreadableLabelsError(
        this.name,
        'this JSON has no "images" list. Expected a COCO file ("images", "annotations", "categories").',
      );
    if (!seen.has('annotations'))
      throw new UnreadableLabelsError(
        this.name,
        'it lists images, but has no "annotations": nothing says what they show. Expected the "instances" file.',
      );
    const hasBoxes = [...this.annotated.values()].some((image) => image.boxes.length > 0);
    if (this.annotations > 0 && !hasBoxes)
      throw new UnreadableLabelsError(
        this.name,
        `none of its ${this.annotations} annotations has a box (bbox), only masks, key points, captions or crowds. Export with boxes.`,
      );
  }

  /** What it holds besides, which no dataset keeps, as `info` and `images.license`. */
  get otherKeys(): string[] {
    return [...this.#elements.others, ...this.#otherKeys];
  }

  note(reason: NoteReason): void {
    this.notes.set(reason, (this.notes.get(reason) ?? 0) + 1);
  }

  #add(list: string, text: string): void {
    if (list === 'images') this.#addImage(text);
    else if (list === 'categories') this.#addCategory(text);
    else this.#addAnnotation(parseElement(text, this.name, list, ++this.annotations));
  }

  #addImage(text: string): void {
    const value = parseElement(text, this.name, 'images', this.images.length + 1);
    this.#noteOtherKeys('images', value);
    this.images.push(readCocoImage(value));
  }

  #noteOtherKeys(list: CocoList, value: unknown): void {
    if (isJsonObject(value)) for (const key of findOtherKeys(list, value)) this.#otherKeys.add(key);
  }

  #addCategory(text: string): void {
    const position = this.categories.length + 1;
    const value = parseElement(text, this.name, 'categories', position);
    const id = isJsonObject(value) ? readId(value['id']) : undefined;
    const name = isJsonObject(value) ? value['name'] : undefined;
    if (!isJsonObject(value) || id === undefined || typeof name !== 'string' || name === '')
      throw new UnreadableLabelsError(
        this.name,
        `category ${position} is ${text.slice(0, 80)}; expected an "id" and a "name".`,
      );
    this.#noteOtherKeys('categories', value);
    this.categories.push({ id, name, supercategory: value['supercategory'] });
  }

  #addAnnotation(value: unknown): void {
    this.#noteOtherKeys('annotations', value);
    const imageId = isJsonObject(value) ? readId(value['image_id']) : undefined;
    if (!isJsonObject(value) || imageId === undefined)
      throw new UnreadableLabelsError(
        this.name,
        `annotation ${this.annotations} names no image ("image_id"): whose box it is can't be told. Mend it, or take it out.`,
      );
    const image = this.annotated.get(imageId) ?? {
      firstAnnotation: this.annotations,
      boxes: [],
      problems: [],
      crowds: 0,
    };
    this.annotated.set(imageId, image);
    const annotation = readCocoAnnotation(value);
    if (annotation.kind === 'problem') image.problems.push(annotation);
    else if (annotation.kind === 'box') {
      image.boxes.push(annotation);
      if (annotation.shape) this.note(annotation.shape === 'rotation' ? 'rotation-ignored' : 'shape-ignored');
    } else {
      image.crowds++;
      this.note('crowd-left-out');
    }
  }
}
