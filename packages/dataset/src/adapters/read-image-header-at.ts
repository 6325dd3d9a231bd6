import { type ImageHeader, readImageHeader, UnreadableImageError } from '@detectory/imaging';
import type { Storage } from '@detectory/storage';

/**
 * An image's format, size and orientation, from as few of its bytes as tell them.
 * @throws UnreadableImageError, StorageError
 */
export async function readImageHeaderAt(storage: Storage, uri: string): Promise<ImageHeader> {
  let bytes = Buffer.alloc(0);
  let nextTry = 0;
  for await (const chunk of storage.readStream(uri)) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length < nextTry) continue;
    const header = tryHeader(bytes);
    if (header) return header;
    nextTry = bytes.length * 2;
  }
  return readImageHeader(bytes);
}

/** A WebP or TIFF may have its orientation at its end. */
const toldByBeginning: readonly string[] = ['jpeg', 'png', 'gif', 'bmp'];

function tryHeader(bytes: Uint8Array): ImageHeader | undefined {
  try {
    const header = readImageHeader(bytes);
    return toldByBeginning.includes(header.format) ? header : undefined;
  } catch (error) {
    if (error instanceof UnreadableImageError) return undefined;
    throw error;
  }
}
