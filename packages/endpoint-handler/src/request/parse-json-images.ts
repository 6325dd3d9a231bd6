import { constants } from 'node:buffer';
import { JsonInvalidError, RequestBodyEmptyError, TooManyImagesError } from '../errors.js';
import { decodeBase64 } from './decode-base64.js';
import { assertJsonWithin } from './scan-json.js';

/** `{"instances": [{"image": {"b64": "…"}}]}` is the deepest form. */
const maxDepth = 8;
const valuesPerImage = 4;

/** Images in a JSON body, and whether the client sent a list and so gets one. */
export interface JsonImages {
  readonly images: readonly Uint8Array[];
  readonly isList: boolean;
}

/**
 * The images in `{"image": "<base64>"}` or `{"instances": [{"image": …} | {"b64": …} | "<base64>", …]}`.
 * @throws JsonInvalidError, Base64InvalidError, ReferenceRefusedError, TooManyImagesError
 */
export function parseJsonImages(body: Uint8Array, maxImages: number): JsonImages {
  const value = parseJson(body, 'The body', maxImages * valuesPerImage);
  if (!isObject(value) || !('instances' in value)) return { images: [toImage(value, 'the body')], isList: false };
  const { instances, ...others } = value;
  assertNoOthers(others, 'the body');
  if (!Array.isArray(instances)) throw new JsonInvalidError(`instances is ${describe(instances)}; expected a list.`);
  assertCount(instances.length, maxImages);
  return { images: instances.map((instance, index) => toImage(instance, `instances[${index}]`)), isList: true };
}

/**
 * The images of a JSON Lines body: one a line, in the forms of an instance. Empty lines are skipped.
 * @throws as {@link parseJsonImages}
 */
export function parseJsonLines(body: Uint8Array, maxImages: number): JsonImages {
  const images: Uint8Array[] = [];
  let line = 0;
  for (let from = 0; from < body.length;) {
    const newline = body.indexOf(0x0a, from);
    const end = newline < 0 ? body.length : newline;
    const bytes = body.subarray(from, end);
    from = end + 1;
    line += 1;
    if (bytes.every(isBlank)) continue;
    assertCount(images.length + 1, maxImages);
    images.push(toImage(parseJson(bytes, `Line ${line}`, valuesPerImage), `line ${line}`));
  }
  assertCount(images.length, maxImages);
  return { images, isList: true };
}

function assertCount(count: number, maxImages: number): void {
  if (count === 0) throw new RequestBodyEmptyError('The list of images');
  if (count > maxImages) throw new TooManyImagesError(count, maxImages);
}

function toImage(value: unknown, where: string): Uint8Array {
  if (typeof value === 'string') return decodeBase64(value, where);
  if (!isObject(value))
    throw new JsonInvalidError(`${where} is ${describe(value)}; expected an object or base64 text.`);
  const key = 'image' in value ? 'image' : 'b64';
  const { [key]: image, ...others } = value;
  assertNoOthers(others, where);
  const place = `${where === 'the body' ? '' : `${where}.`}${key}`;
  if (isObject(image) && key === 'image') return toImage(image, place);
  if (typeof image !== 'string')
    throw new JsonInvalidError(`${place} is ${describe(image)}; expected base64 text of an image file.`);
  return decodeBase64(image, place);
}

/** A key that nobody reads is a mistake that would go unseen, such as a threshold in the wrong place. */
function assertNoOthers(others: Record<string, unknown>, where: string): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new JsonInvalidError(
      `${JSON.stringify(unknown.slice(0, 60))} in ${where} means nothing here; expected image, b64 or instances (options go in the query string or X-Amzn-SageMaker-Custom-Attributes).`,
    );
}

export function parseJson(bytes: Uint8Array, where: string, maxValues: number): unknown {
  assertFitsText(bytes.length, where);
  assertJsonWithin(bytes, { maxDepth, maxValues });
  const text = decodeUtf8(bytes, where);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const position = /position \d+/.exec((cause as Error).message)?.[0];
    throw new JsonInvalidError(`${where} isn't valid JSON${position ? ` (at ${position})` : ' (it breaks off)'}.`, {
      cause,
    });
  }
}

/** An asynchronous request may be larger than the longest text that there can be, whatever the memory. */
function assertFitsText(length: number, where: string): void {
  const { MAX_STRING_LENGTH: longest } = constants;
  if (length > longest)
    throw new JsonInvalidError(
      `${where} has ${length} bytes; at most ${longest} can be read as one JSON text. Send JSON Lines, or fewer images.`,
    );
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new JsonInvalidError(`${where} isn't UTF-8 text.`, { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
