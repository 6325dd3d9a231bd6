import { ImageRecordInvalidError } from '../errors.js';

/** What a build leaves in `containers/<kind>/image.json`. */
export interface BuiltImage {
  readonly name: string;
  /** sha256 of the build context, in hex: the same content has the same tag. */
  readonly tag: string;
  /** The engine's own id of the image: `sha256:…`. */
  readonly imageId: string;
  readonly baseImage: string;
  readonly sizeBytes: number;
}

/** @throws ImageRecordInvalidError when `text` is no such record */
export function parseBuiltImage(text: string, file: string): BuiltImage {
  const value = parseObject(text, file);
  const { name, tag, imageId, baseImage, sizeBytes } = value;
  if (typeof name !== 'string' || name === '') throw new ImageRecordInvalidError(file, 'it has no "name"');
  if (typeof tag !== 'string' || !/^[0-9a-f]{64}$/.test(tag))
    throw new ImageRecordInvalidError(file, '"tag" is not a sha256 in hex');
  if (typeof imageId !== 'string' || !imageId.startsWith('sha256:'))
    throw new ImageRecordInvalidError(file, '"imageId" does not begin with sha256:');
  if (typeof sizeBytes !== 'number') throw new ImageRecordInvalidError(file, '"sizeBytes" is not a number');
  return { name, tag, imageId, baseImage: typeof baseImage === 'string' ? baseImage : '', sizeBytes };
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Falls through to the same answer as JSON of another kind.
  }
  throw new ImageRecordInvalidError(file, 'it is not a JSON object');
}
