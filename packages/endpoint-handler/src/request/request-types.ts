/** Types of a body that is one image or array; no type, and what curl declares by default, are taken as these. */
export const imageTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/jpg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/tiff',
  'image/gif',
  'image/bmp',
  'image/heic',
  'image/heif',
  'image/*',
  'application/x-image',
  'application/octet-stream',
  'application/x-npy',
  'application/x-www-form-urlencoded',
  '',
]);

export const jsonLinesTypes: ReadonlySet<string> = new Set([
  'application/jsonlines',
  'application/x-jsonlines',
  'application/jsonl',
  'application/x-ndjson',
]);

/** The types that are documented and that a 415 lists. */
export const requestTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/tiff',
  'image/gif',
  'application/x-image',
  'application/octet-stream',
  'application/x-npy',
  'multipart/form-data',
  'application/json',
  'application/jsonlines',
] as const;
