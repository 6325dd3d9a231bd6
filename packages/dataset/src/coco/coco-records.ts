import { isS3Uri } from '@detectory/storage';
import { isJsonObject, type JsonObject } from '../ground-truth/json-value.js';
import type { ImageSizePx, PixelBox } from '../model/pixel-box.js';
import type { RecordProblem } from '../model/problem.js';

/** An entry of `images`. Ids are numbers, in some tools strings. */
export interface CocoImage {
  readonly id: string;
  readonly fileName: string;
  /** Its `coco_url`, where that is an s3:// URI, as `export` writes it. */
  readonly sourceRef: string | undefined;
  /** `undefined` where the file does not say, or says 0. */
  readonly size: ImageSizePx | undefined;
}

/** @returns what is wrong where the entry can't stand for an image; it then has an `id` if that could be read */
export function readCocoImage(value: unknown): CocoImage | (RecordProblem & { readonly id?: string }) {
  const id = isJsonObject(value) ? readId(value['id']) : undefined;
  if (!isJsonObject(value) || id === undefined)
    return { reason: 'label-malformed', message: `an entry of "images" is ${show(value)}; expected an "id" in it.` };
  const fileName = value['file_name'];
  if (typeof fileName !== 'string' || fileName === '')
    return { id, reason: 'source-ref-missing', message: `image ${id} has no "file_name".` };
  const size = readSize(value);
  if ('reason' in size) return { id, ...size };
  const url = value['coco_url'];
  return { id, fileName, sourceRef: isSourceRef(url) ? url : undefined, size: size.size };
}

/** Other addresses, as the COCO dataset's own, are no place that images are read from. */
export function isSourceRef(url: unknown): url is string {
  return typeof url === 'string' && isS3Uri(url);
}

function readSize({ width, height }: JsonObject): { readonly size: ImageSizePx | undefined } | RecordProblem {
  if (!width && !height) return { size: undefined };
  if (isSide(width) && isSide(height)) return { size: { widthPx: width, heightPx: height } };
  const found = `its size is ${show(width)} × ${show(height)}`;
  return { reason: 'size-invalid', message: `${found}; expected "width" and "height" in whole pixels.` };
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

/** A record's id as text: tools disagree on numbers and strings. */
export function readId(value: unknown): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}

/** An entry of `annotations`, as far as a box dataset can hold it. */
export type CocoAnnotation =
  | ({ readonly kind: 'box'; readonly categoryId: string; readonly shape: ExtraShape | undefined } & PixelBox)
  | { readonly kind: 'crowd' }
  | ({ readonly kind: 'problem' } & RecordProblem);

/** What an annotation has beside its upright box. */
export type ExtraShape = 'shape' | 'rotation';

export function readCocoAnnotation(value: JsonObject): CocoAnnotation {
  if (value['iscrowd'] === 1 || value['iscrowd'] === true) return { kind: 'crowd' };
  const name = `annotation ${readId(value['id']) ?? '(without id)'}`;
  const { bbox } = value;
  if (!isBbox(bbox)) return { kind: 'problem', reason: 'label-malformed', message: describeNoBox(name, value) };
  const categoryId = readId(value['category_id']);
  if (categoryId === undefined)
    return { kind: 'problem', reason: 'class-unknown', message: `${name} has no "category_id".` };
  const [left, top, width, height] = bbox;
  return { kind: 'box', categoryId, left, top, width, height, shape: findExtraShape(value) };
}

function isBbox(value: unknown): value is [number, number, number, number] {
  return Array.isArray(value) && value.length === 4 && value.every((number) => Number.isFinite(number));
}

const otherKinds = [
  ['segmentation', 'a segmentation'],
  ['segments_info', 'panoptic segments'],
  ['keypoints', 'key points'],
  ['caption', 'a caption'],
] as const;

function describeNoBox(name: string, value: JsonObject): string {
  const { bbox } = value;
  if (Array.isArray(bbox) && bbox.length > 0)
    return `the bbox of ${name} is ${show(bbox)}; expected the numbers [left, top, width, height].`;
  const kind = otherKinds.find(([key]) => key in value)?.[1];
  const found = kind === undefined ? 'no bbox' : `${kind} but no bbox`;
  return `${name} has ${found}, so that its object can't be held as a box. Export with boxes, or leave the image out with --on-bad skip.`;
}

function findExtraShape({ segmentation, keypoints, attributes }: JsonObject): ExtraShape | undefined {
  // CVAT writes the angle of a rotated rectangle beside its box before the turn.
  if (isJsonObject(attributes) && Number(attributes['rotation'] ?? 0) % 360 !== 0) return 'rotation';
  const hasMask =
    isJsonObject(segmentation) || (Array.isArray(segmentation) && !segmentation.every(isUprightRectangle));
  return hasMask || (Array.isArray(keypoints) && keypoints.length > 0) ? 'shape' : undefined;
}

/** Some tools write the box itself as a polygon too. */
function isUprightRectangle(polygon: unknown): boolean {
  if (!Array.isArray(polygon) || (polygon.length !== 8 && polygon.length !== 10)) return false;
  const xs = new Set(polygon.filter((_, i) => i % 2 === 0));
  const ys = new Set(polygon.filter((_, i) => i % 2 === 1));
  return xs.size === 2 && ys.size === 2;
}

/** A value as a message shows it. */
function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
