import type { PixelBox } from '../model/pixel-box.js';
import type { ProblemReason } from '../model/reasons.js';
import type { ImageSizePx } from '../model/pixel-box.js';
import { isJsonObject, type JsonObject, toText } from './json-value.js';
import type { LabelCandidate } from './label-attribute.js';

/** A box whose class is still the job's own id. */
export interface ReadBox extends PixelBox {
  readonly classId: string;
  /** Left out where the metadata have none, or not one for each box. */
  readonly confidence?: number;
}

export interface ReadLabel {
  readonly size: ImageSizePx | undefined;
  readonly boxes: readonly ReadBox[];
  /** The job's ids and names on this line: only the classes that occur in it. */
  readonly classMap: JsonObject;
  readonly hasOddConfidences: boolean;
  /** More than one entry in `image_size`; the first is taken. */
  readonly hasSeveralSizes: boolean;
  /** Drawn by a model (`human-annotated: no`). */
  readonly isMachineMade: boolean;
}

export interface UnreadableLabel {
  readonly reason: ProblemReason;
  readonly message: string;
}

/** Ground Truth writes `no`; hand-made files have the others. */
const spellingsOfNo: ReadonlySet<string> = new Set(['no', 'n', 'false', '0']);

/** Size, boxes and class map of one label attribute. Sides may be floats in hand-made files, ids may be strings. */
export function readLabel({ attribute, value, metadata }: LabelCandidate): ReadLabel | UnreadableLabel {
  const annotations = isJsonObject(value) ? value['annotations'] : undefined;
  if (!isJsonObject(value) || !Array.isArray(annotations))
    return malformed(`"${attribute}" has no list of annotations; expected {"annotations":[…],"image_size":[…]}.`);
  const size = readSize(value['image_size'], attribute);
  if (size && 'reason' in size) return size;
  const objects = metadata['objects'];
  const hasOddConfidences = Array.isArray(objects) && objects.length !== annotations.length;
  const confidences = Array.isArray(objects) && !hasOddConfidences ? (objects as unknown[]) : [];
  const boxes: ReadBox[] = [];
  for (const annotation of annotations as unknown[]) {
    const box = readBox(annotation, confidences[boxes.length]);
    if (!box)
      return malformed(
        `box ${boxes.length + 1} of "${attribute}" is ${JSON.stringify(annotation)?.slice(0, 120)}; expected numbers for class_id, left, top, width and height.`,
      );
    boxes.push(box);
  }
  const classMap = metadata['class-map'];
  return {
    size,
    boxes,
    classMap: isJsonObject(classMap) ? classMap : {},
    hasOddConfidences,
    hasSeveralSizes: Array.isArray(value['image_size']) && value['image_size'].length > 1,
    isMachineMade: spellingsOfNo.has(toText(metadata['human-annotated']).trim().toLowerCase()),
  };
}

function readSize(value: unknown, attribute: string): ImageSizePx | UnreadableLabel | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isJsonObject(first)) return undefined;
  const { width, height } = first;
  if (isSide(width) && isSide(height)) return { widthPx: width, heightPx: height };
  const found = `image_size of "${attribute}" is ${JSON.stringify(first)}`;
  return { reason: 'size-invalid', message: `${found}; expected a width and a height in whole pixels.` };
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function readBox(annotation: unknown, object: unknown): ReadBox | undefined {
  if (!isJsonObject(annotation)) return undefined;
  const { class_id: classId, left, top, width, height } = annotation;
  if (typeof classId !== 'number' && typeof classId !== 'string') return undefined;
  if (!isFinite(left) || !isFinite(top) || !isFinite(width) || !isFinite(height)) return undefined;
  const confidence = isJsonObject(object) ? object['confidence'] : undefined;
  if (!isFinite(confidence)) return { classId: String(classId), left, top, width, height };
  return { classId: String(classId), left, top, width, height, confidence };
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function malformed(message: string): UnreadableLabel {
  return { reason: 'label-malformed', message };
}
