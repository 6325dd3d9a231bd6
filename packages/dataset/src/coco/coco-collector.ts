import { NothingLabelledError } from '../errors.js';
import { assertClassesInList } from '../ground-truth/assert-classes-in-list.js';
import { createClassNames } from '../ground-truth/class-names.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { ExcludedLine, Labels } from '../ground-truth/labels.js';
import { listOtherKeys } from '../ground-truth/list-other-keys.js';
import { resolveDuplicates } from '../ground-truth/resolve-duplicates.js';
import type { LabelledBox, SourceLine } from '../model/labelled-image.js';
import { LabelledImageStore } from '../model/labelled-image-store.js';
import type { Problem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';
import { type AnnotatedImage, CocoFile } from './coco-file.js';
import type { CocoImage } from './coco-records.js';
import { findPlaceholders } from './find-placeholders.js';
import { Supercategories } from './supercategories.js';

const attribute = 'coco';

/**
 * Reads COCO files ("images", "annotations", "categories") into one list of labelled images, each file as its text comes in.
 * A record's line is its position in `images`. A class is known by its name: ids belong to one file.
 */
export class CocoCollector {
  readonly #options: LabelOptions;
  readonly #classNames = createClassNames();
  readonly #names: string[] = [];
  readonly #lines: number[] = [];
  readonly #images = new LabelledImageStore();
  readonly #excluded: ExcludedLine[] = [];
  readonly #problems: Problem[] = [];
  readonly #notes = new Map<NoteReason, number>();
  readonly #otherKeys = new Set<string>();
  readonly #supercategories = new Supercategories();
  #file: CocoFile | undefined;

  constructor(options: LabelOptions = {}) {
    this.#options = options;
  }

  /** @throws UnreadableLabelsError when the file before this one was none */
  startFile(name: string): void {
    this.#endFile();
    this.#names.push(name);
    this.#file = new CocoFile(name);
  }

  /** @throws UnreadableLabelsError */
  push(text: string): void {
    this.#file?.push(text);
  }

  /** @throws UnreadableLabelsError, NothingLabelledError, ClassNotInListError */
  finish(): Labels {
    this.#endFile();
    const { classList, onDuplicate = 'newest' } = this.#options;
    const read = this.#images.length;
    const unique = resolveDuplicates(
      this.#images,
      Uint32Array.from({ length: read }, (_, i) => i),
      onDuplicate,
      this.#names,
    );
    const images = this.#images.pick(unique.places);
    const manifests = this.#names.map((name, m) => ({ name, lines: this.#lines[m] ?? 0 }));
    if (classList) assertClassesInList(images, classList, manifests);
    const classes = classList ?? this.#classNames.inOrder();
    return {
      manifests,
      attributes: [{ attribute, lines: read, chosen: read }],
      classes,
      supercategories: this.#supercategories.inOrder(classes),
      images,
      excluded: [...this.#excluded, ...unique.excluded],
      problems: [...this.#problems, ...unique.problems],
      objectsMismatches: 0,
      otherKeys: listOtherKeys(this.#otherKeys),
      notes: Object.fromEntries(this.#notes),
    };
  }

  #endFile(): void {
    const file = this.#file;
    if (!file) return;
    file.end();
    if (file.images.length === 0) throw new NothingLabelledError(`${file.name}: its list of images is empty.`);
    this.#file = undefined;
    this.#lines.push(file.images.length);
    const nameOf = this.#addCategories(file);
    this.#addImages(file, nameOf);
    this.#addOrphans(file);
    for (const key of file.otherKeys) this.#otherKeys.add(key);
    for (const [reason, count] of file.notes) this.#notes.set(reason, (this.#notes.get(reason) ?? 0) + count);
  }

  #addCategories(file: CocoFile): ReadonlyMap<string, string> {
    const placeholders = findPlaceholders(file);
    const categories = file.categories.filter(({ id }) => !placeholders.has(id));
    placeholders.forEach(() => file.note('category-placeholder'));
    this.#classNames.add(file.name, Object.fromEntries(categories.map(({ id, name }) => [id, name])));
    if (!this.#supercategories.add(categories)) this.#otherKeys.add('categories.supercategory');
    return new Map(categories.map(({ id, name }) => [id, name]));
  }

  #addImages(file: CocoFile, nameOf: ReadonlyMap<string, string>): void {
    const manifest = this.#names.length - 1;
    const timesUsed = new Map<string, number>();
    for (const { id = '' } of file.images) timesUsed.set(id, (timesUsed.get(id) ?? 0) + 1);
    file.images.forEach((image, i) => {
      const place = { manifest, line: i + 1 };
      if ('reason' in image) this.#problems.push({ ...place, reason: image.reason, message: image.message });
      else if ((timesUsed.get(image.id) ?? 0) > 1) this.#problems.push(describeRepeatedId(image, place));
      else this.#addImage(image, file.annotated.get(image.id), nameOf, place);
    });
  }

  #addImage(
    { fileName, sourceRef = fileName, size }: CocoImage,
    annotated: AnnotatedImage | undefined,
    nameOf: ReadonlyMap<string, string>,
    place: SourceLine,
  ): void {
    const { boxes = [], problems = [], crowds = 0 } = annotated ?? {};
    const nameless = boxes.find((box) => !nameOf.has(box.categoryId));
    const [problem] = problems;
    if (problem) this.#problems.push({ ...place, sourceRef, reason: problem.reason, message: problem.message });
    else if (nameless) this.#problems.push({ ...place, sourceRef, ...describeUnknownCategory(nameless.categoryId) });
    // What shows a crowd is no negative.
    else if (boxes.length === 0 && crowds > 0)
      this.#excluded.push({ ...place, sourceRef, reason: 'line-other-labels', detail: 'crowd regions alone' });
    else {
      const named = boxes.map(({ categoryId, left, top, width, height }): LabelledBox => {
        return { className: nameOf.get(categoryId) ?? '', left, top, width, height };
      });
      this.#images.add({
        ...place,
        sourceRef,
        ...(fileName !== sourceRef && { fileName }),
        attribute,
        size,
        boxes: named,
        createdAtMicros: undefined,
        isAdjusted: false,
      });
    }
  }

  #addOrphans(file: CocoFile): void {
    const listed = new Set(file.images.map((image) => image.id));
    const manifest = this.#names.length - 1;
    for (const [id, { firstAnnotation, boxes, problems, crowds }] of file.annotated) {
      if (listed.has(id)) continue;
      const count = boxes.length + problems.length + crowds;
      const message = `${count} of the annotations, the first at position ${firstAnnotation}, ${count === 1 ? 'belongs' : 'belong'} to image ${id}, which "images" does not list. Add the image, or take them out.`;
      this.#problems.push({ manifest, line: firstAnnotation, reason: 'annotation-without-image', message });
    }
  }
}

function describeRepeatedId({ id, fileName }: CocoImage, place: SourceLine): Problem {
  const message = `several images have the id ${id}, so that its annotations can't be told apart. Number the images anew when merging files, or pass the files one by one.`;
  return { ...place, sourceRef: fileName, reason: 'image-id-repeated', message };
}

function describeUnknownCategory(id: string): Pick<Problem, 'reason' | 'message'> {
  return { reason: 'class-unknown', message: `category_id ${id} is not in "categories". Add it there with its name.` };
}
