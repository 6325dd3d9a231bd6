/**
 * The paths that an image's name in an export may stand for: as it is written, then with slashes for backslashes, then
 * percent-decoded, each without a leading `./`, `../` or `/`. Label Studio's local files carry theirs in `?d=`; a URI may be
 * mirrored with or without its bucket.
 */
export function toNameCandidates(name: string): string[] {
  const slashed = name.replaceAll('\\', '/');
  const query = /[?&]d=([^&]+)/.exec(slashed)?.[1];
  const [, bucket, key] = /^[a-z0-9]+:\/\/([^/]+)\/(.+)$/.exec(slashed) ?? [];
  const mirrored = bucket === undefined || key === undefined ? [] : [`${bucket}/${key}`, key];
  const written = [...mirrored, name, slashed, decode(slashed), ...(query === undefined ? [] : [decode(query)])];
  return [...new Set(written.map((path) => path.replace(/^(\.{0,2}\/)+/, '')))];
}

/** `3f2a9c1e-photo.jpg`: Label Studio puts eight hexadecimal digits before the name of an uploaded file. */
export function withoutUploadHash(name: string): string {
  return name.replace(/^[0-9a-f]{8}-(?=.)/, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
