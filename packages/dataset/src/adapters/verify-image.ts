import type { Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import { ImageChangedError } from '../errors.js';
import type { ScannedImage } from './scan-images.js';

/**
 * An image's bytes, read again from where it lies or where they were kept.
 * @throws ImageChangedError when they are no longer those that the scan checked
 */
export async function readUnchanged(storage: Storage, image: ScannedImage, from = image.uri): Promise<Uint8Array> {
  const bytes = await storage.readBytes(from);
  assertSize(image, bytes.length);
  assertHash(image, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/**
 * A copy on S3 against the image that was checked. Its ETag is the MD5 of its bytes, so that nothing need be read; under
 * KMS it is not, and the copy is read instead.
 * @throws ImageChangedError when the copy holds other bytes
 */
export async function verifyCopy(storage: Storage, image: ScannedImage, copyUri: string): Promise<void> {
  const copy = await storage.stat(copyUri);
  assertSize(image, copy?.sizeBytes ?? 0);
  if (image.md5 !== undefined && copy?.etag === image.md5) return;
  const hash = createHash('sha256');
  for await (const chunk of storage.readStream(copyUri)) hash.update(chunk);
  assertHash(image, hash.digest('hex'));
}

/** @throws ImageChangedError */
export function assertSize({ uri, sizeBytes }: ScannedImage, found: number): void {
  if (found !== sizeBytes) throw new ImageChangedError(uri, { sizeBytes }, { sizeBytes: found });
}

function assertHash({ uri, sizeBytes, sha256 }: ScannedImage, found: string): void {
  if (found !== sha256) throw new ImageChangedError(uri, { sizeBytes, sha256 }, { sizeBytes, sha256: found });
}
