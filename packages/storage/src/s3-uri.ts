import { InvalidUriError } from './errors.js';

export interface S3Location {
  readonly bucket: string;
  /** Literal, as S3 knows it; empty for the bucket itself. */
  readonly key: string;
}

const scheme = 's3://';

export function isS3Uri(uri: string): boolean {
  return uri.startsWith(scheme);
}

/**
 * Bucket and key of `s3://bucket/key`. It is no URL: `?`, `#`, `%`, blanks and zero-width characters are part of the key.
 * @throws InvalidUriError when there is no bucket.
 */
export function parseS3Uri(uri: string): S3Location {
  const rest = uri.slice(scheme.length);
  const slash = rest.indexOf('/');
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  if (!isS3Uri(uri) || bucket === '') throw new InvalidUriError(uri, 's3://bucket/key');
  return { bucket, key: slash < 0 ? '' : rest.slice(slash + 1) };
}

export function formatS3Uri({ bucket, key }: S3Location): string {
  return `${scheme}${bucket}/${key}`;
}
