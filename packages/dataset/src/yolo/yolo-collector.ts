import { NothingLabelledError } from '../errors.js';
import { assertClassesInList } from '../ground-truth/assert-classes-in-list.js';
import { createClassNames } from '../ground-truth/class-names.js';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import type { Labels } from '../ground-truth/labels.js';
import type { LabelledBox, LabelledImage } from '../model/labelled-image.js';
import type { ImageSizePx } from '../model/pixel-box.js';
import type { Problem, RecordProblem } from '../model/problem.js';
import type { NoteReason } from '../model/reasons.js';

/** One image of a YOLO dataset with its label file read. */
export type ReadYoloImage =
  | {
      readonly sourceRef: string;
      readonly size: ImageSizePx;
      readonly boxes: readonly LabelledBox[];
      readonly hasLabelFile: boolean;
      readonly problem?: undefined;
    }
  | { readonly sourceRef: string; readonly problem: RecordProblem };

const attribute = 'yolo';

/** Gathers the images of YOLO datasets into one list. A record's line is its position among its dataset's images. */
export class YoloCollector {
  readonly #options: LabelOptions;
  readonly #classNames = createClassNames();
  readonly #datasets: { readonly name: string; lines: number }[] = [];
  readonly #images: LabelledImage[] = [];
  readonly #problems: Problem[] = [];
  #missingLabels = 0;
  #repeats = 0;

  constructor(options: LabelOptions = {}) {
    this.#options = options;
  }

  startDataset(name: string, names: ReadonlyMap<number, string>): void {
    this.#classNames.add(`${this.#datasets.length}`, Object.fromEntries(names));
    this.#datasets.push({ name, lines: 0 });
  }

  addImage(image: ReadYoloImage): void {
    const dataset = this.#datasets.at(-1);
    if (!dataset) return;
    const { sourceRef } = image;
    const place = { manifest: this.#datasets.length - 1, line: ++dataset.lines, sourceRef };
    if (image.problem) {
      this.#problems.push({ ...place, reason: image.problem.reason, message: image.problem.message });
      return;
    }
    if (!image.hasLabelFile) this.#missingLabels++;
    const { size, boxes } = image;
    this.#images.push({ ...place, attribute, size, boxes, createdAtMicros: undefined, isAdjusted: false });
  }

  /** Notes how often an image stood in a further split or list. */
  noteRepeats(count: number): void {
    this.#repeats += count;
  }

  /** @throws NothingLabelledError, ClassNotInListError */
  finish(): Labels {
    const manifests = this.#datasets.map(({ name, lines }) => ({ name, lines }));
    const empty = manifests.find((dataset) => dataset.lines === 0);
    if (empty) throw new NothingLabelledError(`${empty.name}: it names no images.`);
    const { classList } = this.#options;
    if (classList) assertClassesInList(this.#images, classList, manifests);
    const count = this.#images.length;
    const counts: readonly (readonly [NoteReason, number])[] = [
      ['label-file-missing', this.#missingLabels],
      ['image-named-again', this.#repeats],
      ['split-not-kept', count],
    ];
    return {
      manifests,
      attributes: [{ attribute, lines: count, chosen: count }],
      classes: classList ?? this.#classNames.inOrder(),
      images: this.#images,
      excluded: [],
      problems: this.#problems,
      objectsMismatches: 0,
      notes: Object.fromEntries(counts.filter(([, times]) => times > 0)),
    };
  }
}
