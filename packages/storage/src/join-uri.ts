import { isS3Uri } from './s3-uri.js';

/** `relativePath` below the folder `uri`, with one slash between them; nothing is normalised. */
export function joinUri(uri: string, relativePath: string): string {
  return uri.endsWith('/') || uri === '' ? uri + relativePath : `${uri}/${relativePath}`;
}

/** The last part of a path or URI. */
export function baseName(uri: string): string {
  const end = uri.endsWith('/') ? uri.length - 1 : uri.length;
  return uri.slice(uri.lastIndexOf('/', end - 1) + 1, end);
}

/** The folder that holds `uri`; `.` for a bare file name. */
export function parentUri(uri: string): string {
  const slash = uri.lastIndexOf('/');
  if (slash < 0) return '.';
  return isS3Uri(uri) && slash < 's3://'.length ? uri : uri.slice(0, Math.max(slash, 1));
}
