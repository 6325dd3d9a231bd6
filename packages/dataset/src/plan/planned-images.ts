import { formatYoloRow } from '../geometry/format-yolo-row.js';
import type { Labels } from '../ground-truth/labels.js';
import type { LabelledImage } from '../model/labelled-image.js';
import type { NoteReason } from '../model/reasons.js';
import { createSequence, type Sequence } from '../model/sequence.js';
import type { ClassCounts } from '../select/select-images.js';
import type { SplitName } from '../split/split-name.js';
import { findSharedStems, type NamedSource, toFileName } from '../yolo/unique-file-names.js';
import type { PlannedImage } from './dataset-plan.js';
import type { ImageFacts } from './examine-image.js';
import type { PrepareAt, PreparedImages, ScanResults } from './prepare-all.js';
import type { DroppedBox, PreparedImage } from './prepare-image.js';

/** The split of the image at a position of the labels; `undefined` where it is not kept. */
export type SplitAt = (position: number) => SplitName | undefined;

/** Which images were chosen, and for which split. */
export interface ChosenImages {
  /** Positions in the labels, in the order of manifests and lines. */
  readonly positions: Uint32Array;
  readonly splitAt: SplitAt;
}

/** 17 bytes an image: everything else is made again from the labels when it is asked for. */
export function createPlannedImages(
  labels: Labels,
  scan: ScanResults | undefined,
  { sourceRefs, boxes }: PreparedImages,
  { positions, splitAt }: ChosenImages,
  prepareAt: PrepareAt,
): Sequence<PlannedImage> {
  const factsAt = (position: number): ImageFacts | undefined => {
    const facts = scan?.[position];
    return facts && 'header' in facts ? facts : undefined;
  };
  const namedAt = (position: number): NamedSource => {
    const format = factsAt(position)?.header.format;
    return { sourceRef: sourceRefs[position] ?? '', format };
  };
  // Over all labelled images, so that a name doesn't change with balancing, seed or split.
  const isStemShared = findSharedStems(createSequence(labels.images.length, namedAt));
  return createSequence(positions.length, (i) => {
    const position = positions[i] ?? 0;
    const named = namedAt(position);
    return new LazyPlannedImage(
      named.sourceRef,
      splitAt(position) ?? 'train',
      toFileName(named, isStemShared[position] === 1),
      boxes[position] ?? 0,
      factsAt(position),
      () => labels.images.at(position) as LabelledImage,
      () => prepareAt(position) as PreparedImage,
    );
  });
}

class LazyPlannedImage implements PlannedImage {
  #prepared: PreparedImage | undefined;

  constructor(
    readonly sourceRef: string,
    readonly split: SplitName,
    readonly fileName: string,
    readonly boxes: number,
    readonly facts: ImageFacts | undefined,
    readonly read: () => LabelledImage,
    readonly prepare: () => PreparedImage,
  ) {}

  get source(): LabelledImage {
    return this.#prepared?.source ?? this.read();
  }

  get rows(): PreparedImage['rows'] {
    return this.#image.rows;
  }

  get classCounts(): ClassCounts {
    return this.#image.classCounts;
  }

  get droppedBoxes(): readonly DroppedBox[] {
    return this.#image.droppedBoxes;
  }

  get notes(): readonly NoteReason[] {
    return this.#image.notes;
  }

  get labelText(): string {
    return this.rows.map((row) => `${formatYoloRow(row.classIndex, row)}\n`).join('');
  }

  get #image(): PreparedImage {
    return (this.#prepared ??= this.prepare());
  }
}
