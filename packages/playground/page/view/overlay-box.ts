import type { Answer } from '../answer/answer.js';
import type { Detection } from '../answer/detection.js';
import { type Filter, filterDetections } from '../filter/filter-detections.js';
import { toClassIndices } from './class-indices.js';

/** A box to draw. */
export interface OverlayBox {
  /** Place in the whole answer. */
  readonly index: number;
  readonly detection: Detection;
  /** Decides colour and line, as `toClassMark` says. */
  readonly mark: number;
}

/** The boxes of each answer that the filter lets through; a class has one mark in all of them. */
export function toOverlayBoxes(
  filter: Filter,
  ...answers: readonly (Answer | undefined)[]
): readonly (readonly OverlayBox[])[] {
  const lists = answers.map((answer) => (answer?.kind === 'done' ? answer.detections : []));
  const indices = toClassIndices(lists);
  return lists.map((detections) => {
    const visible = new Set(filterDetections(detections, filter));
    return detections
      .map((detection, index) => ({ index, detection, mark: indices.get(detection.name) ?? detection.class }))
      .filter(({ detection }) => visible.has(detection));
  });
}
