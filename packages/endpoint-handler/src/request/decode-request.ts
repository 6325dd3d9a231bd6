import { describeContent, detectFormat } from '@detectory/imaging';
import { ArchiveUnsupportedError, MediaTypeUnsupportedError, RequestBodyEmptyError } from '../errors.js';
import type { ImageInput } from '../ports/endpoint-model.js';
import { archiveOfType, detectArchive } from './detect-archive.js';
import { parseJsonImages, parseJsonLines } from './parse-json-images.js';
import { parseMultipart } from './parse-multipart.js';
import { isNpy, parseNpy } from './parse-npy.js';
import { imageTypes, jsonLinesTypes, requestTypes } from './request-types.js';

/** The images of one request, and whether the answer is a list of lists. */
export interface DecodedRequest {
  readonly images: readonly ImageInput[];
  readonly isList: boolean;
}

/**
 * The images in a body. The content decides, because clients mislabel; the declared type only where the content
 * doesn't tell: forms, and JSON Lines against JSON.
 * @throws an EndpointError that says what is wrong, and where
 */
export async function decodeRequest(body: Uint8Array, contentType: string, maxImages: number): Promise<DecodedRequest> {
  if (body.length === 0) throw new RequestBodyEmptyError();
  const image = decodeBinary(body, maxImages);
  if (image) return image;
  const type = mediaTypeOf(contentType);
  assertNoArchive(detectArchive(body));
  if (type === 'multipart/form-data') return decodeFormField(await parseMultipart(body, contentType), maxImages);
  if (jsonLinesTypes.has(type)) return parseJsonLines(body, maxImages);
  if (type === 'application/json' || looksLikeJson(body)) return parseJsonImages(body, maxImages);
  assertNoArchive(archiveOfType(type));
  // A decoder says what an undeclared body is; what is declared as something else was sent on purpose.
  if (!imageTypes.has(type)) throw new MediaTypeUnsupportedError(type, describeContent(body), requestTypes);
  return one(body);
}

/** Lower case, without parameters; empty where the client named none. */
export function mediaTypeOf(header: string): string {
  const end = header.indexOf(';');
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
}

function decodeBinary(body: Uint8Array, maxImages: number): DecodedRequest | undefined {
  if (detectFormat(body) || isIsoMedia(body)) return one(body);
  return isNpy(body) ? parseNpy(body, maxImages) : undefined;
}

/** What a form's field holds has no type that could be trusted: it is an image, an array, or the decoder's to refuse. */
function decodeFormField(field: Uint8Array, maxImages: number): DecodedRequest {
  const image = decodeBinary(field, maxImages);
  if (!image) assertNoArchive(detectArchive(field));
  return image ?? one(field);
}

function assertNoArchive(kind: string | undefined): void {
  if (kind !== undefined) throw new ArchiveUnsupportedError(kind);
}

function one(image: Uint8Array): DecodedRequest {
  return { images: [image], isList: false };
}

/** AVIF and HEIC: the box `ftyp` comes first. */
function isIsoMedia(bytes: Uint8Array): boolean {
  return bytes[4] === 0x66 && bytes[5] === 0x74 && bytes[6] === 0x79 && bytes[7] === 0x70;
}

function looksLikeJson(bytes: Uint8Array): boolean {
  return describeContent(bytes) === 'JSON text';
}
