import type { DetectRequest, ImageInput } from '../../ports/endpoint-model.js';
import type { HookDetection, HookInput, HookResponse } from '../../ports/model-hooks.js';
import { sameBody } from './host/pack-answer.js';

type Fields = Readonly<Record<string, unknown>>;
/** What was found, where, and what was expected. */
export class ShapeError extends Error {}

/** @throws ShapeError */
export function toHookInput(value: unknown, body: Uint8Array): HookInput {
  const input = toFields(value, 'its answer', 'an object with images');
  const { images, request, context } = input;
  if (!Array.isArray(images)) throw wrong('images', images, 'an array of Uint8Array, one image file each');
  return {
    images: images.map((image: unknown, index) =>
      image === sameBody ? body : toImageInput(image, `images[${index}]`),
    ),
    ...(request === undefined ? {} : { request: toDetectRequest(request, 'request') }),
    ...(context === undefined ? {} : { context }),
  };
}

/** @throws ShapeError */
export function toImageInput(value: unknown, path: string): ImageInput {
  if (value instanceof Uint8Array) return value;
  const expected = 'a Uint8Array with the bytes of an image file, or { pixels, widthPx, heightPx }';
  const { pixels, widthPx, heightPx } = toFields(value, path, expected);
  if (!(pixels instanceof Uint8Array) || !isCount(widthPx) || !isCount(heightPx)) throw wrong(path, value, expected);
  if (pixels.length === widthPx * heightPx * 3 && pixels.length > 0) return { pixels, widthPx, heightPx };
  throw wrong(`${path}.pixels`, pixels.length, `red, green and blue of each pixel: ${widthPx * heightPx * 3} bytes`);
}

const numberFields = ['xmin', 'ymin', 'xmax', 'ymax', 'confidence'] as const;

/** @throws ShapeError */
export function toHookDetections(value: unknown): HookDetection[] {
  if (!Array.isArray(value)) throw wrong('its answer', value, 'an array of detections');
  return value.map((item: unknown, index) => {
    const at = (field: string) => `[${index}].${field}`;
    const detection = toFields(item, `[${index}]`, `an object with ${numberFields.join(', ')}, class and name`);
    for (const field of numberFields)
      if (!Number.isFinite(detection[field])) throw wrong(at(field), detection[field], 'a finite number');
    if (!isCount(detection['class'])) throw wrong(at('class'), detection['class'], "the class's index, 0 or more");
    if (typeof detection['name'] !== 'string') throw wrong(at('name'), detection['name'], "the class's name as text");
    const { xmin, ymin, xmax, ymax, confidence, class: index_, name } = detection as unknown as HookDetection;
    return { xmin, ymin, xmax, ymax, confidence, class: index_, name };
  });
}

/** @throws ShapeError */
export function toHookResponse(value: unknown): HookResponse {
  const expected = 'an object { json } or { contentType, body }';
  const { contentType, body } = toFields(value, 'its answer', expected);
  if (contentType === undefined && body === undefined) throw wrong('its answer', value, expected);
  if (typeof contentType !== 'string' || !/^[\w.+-]+\/[\w.+-]+(\s*;[ -~]*)?$/.test(contentType))
    throw wrong('contentType', contentType, 'a media type as text, such as application/json');
  if (typeof body === 'string' || body instanceof Uint8Array) return { contentType, body };
  throw wrong('body', body, 'text or a Uint8Array');
}

/** What a handler may ask of the model; a signal doesn't cross between processes. */
type AskedRequest = Omit<DetectRequest, 'signal'>;

const requestChecks: Readonly<Record<keyof AskedRequest, readonly [(value: unknown) => boolean, string]>> = {
  confidence: [isFraction, 'a number from 0 to 1'],
  iou: [isFraction, 'a number from 0 to 1'],
  maxDetections: [(value) => isCount(value) && value > 0, 'a whole number, 1 or more'],
  imageSizePx: [(value) => isCount(value) && value > 0, 'pixels, 1 or more'],
  classIndices: [(value) => Array.isArray(value) && value.every(isCount), 'an array of class indices'],
};

/** @throws ShapeError */
export function toDetectRequest(value: unknown, path: string): DetectRequest {
  const request = toFields(value, path, 'an object');
  for (const [field, found] of Object.entries(request)) {
    const [isValid, expected] = requestChecks[field as keyof AskedRequest] ?? [];
    if (!isValid) throw new ShapeError(`${path} has ${field}; expected only ${Object.keys(requestChecks).join(', ')}.`);
    if (found !== undefined && !isValid(found)) throw wrong(`${path}.${field}`, found, expected ?? '');
  }
  return Object.fromEntries(Object.entries(request).filter(([, found]) => found !== undefined));
}

function toFields(value: unknown, path: string, expected: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wrong(path, value, expected);
}

function isFraction(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function wrong(path: string, found: unknown, expected: string): ShapeError {
  return new ShapeError(`${path} is ${describe(found)}; expected ${expected}.`);
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return describeObject(value);
  return typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : `${typeof value} ${value}`;
}

function describeObject(value: object): string {
  const kind = value.constructor?.name;
  return kind && kind !== 'Object'
    ? `a value of class ${kind}`
    : `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'no fields'}`;
}
