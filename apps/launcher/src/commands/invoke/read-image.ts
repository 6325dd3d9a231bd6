import { createStorage } from '@detectory/storage';

/** The bytes of a photo on disk or in S3. */
export function readImage(uri: string): Promise<Uint8Array> {
  return createStorage().readBytes(uri);
}
