import type { S3Client } from '@aws-sdk/client-s3';
import { InvalidUriError } from '../../errors.js';
import { parseS3Uri } from '../../s3-uri.js';

/** What every operation on objects works with. */
export interface S3Context {
  readonly client: S3Client;
  /** An object larger than this goes up in parts of this size, four at once: at most four of them are in memory. */
  readonly partBytes: number;
  /** The size of the parts in which an object over 5 GB is copied within S3. */
  readonly copyPartBytes: number;
  /** A body that brings nothing for so long is read again from where it stopped. */
  readonly stallMs: number;
  /** The first wait after the SDK's own retries are used up; it doubles. */
  readonly retryBaseMs: number;
}

export type S3StorageOptions = Partial<Omit<S3Context, 'client'>>;

export const s3Defaults: Omit<S3Context, 'client'> = {
  partBytes: 8 << 20,
  copyPartBytes: 512 << 20,
  stallMs: 30_000,
  retryBaseMs: 1000,
};

/** @throws InvalidUriError where only a bucket is named */
export function objectAt(uri: string): { Bucket: string; Key: string } {
  const { bucket, key } = parseS3Uri(uri);
  if (key === '') throw new InvalidUriError(uri, 'the URI of an object, s3://bucket/key');
  return { Bucket: bucket, Key: key };
}
