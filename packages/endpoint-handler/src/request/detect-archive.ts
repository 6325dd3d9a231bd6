const [zip, tar, gzip] = ['a ZIP archive', 'a tar archive', 'gzip data'];

/** Archives by their label, for those that their content doesn't tell: the tar of Unix V7 has no magic. */
const namesByType: ReadonlyMap<string, string> = new Map([
  ['application/zip', zip],
  ['application/x-zip-compressed', zip],
  ['application/x-tar', tar],
  ['application/gzip', gzip],
  ['application/x-gzip', gzip],
]);

/** In the header of the archive's first file. */
const tarMagicAt = 257;

/** What kind of archive a body is by its content; undefined where it is none. */
export function detectArchive(body: Uint8Array): string | undefined {
  if (startsWith(body, 'PK\x03\x04') || startsWith(body, 'PK\x05\x06')) return zip;
  if (startsWith(body, '\x1f\x8b')) return gzip;
  return startsWith(body, 'ustar', tarMagicAt) ? tar : undefined;
}

/** What kind of archive a media type stands for. */
export function archiveOfType(mediaType: string): string | undefined {
  return namesByType.get(mediaType);
}

function startsWith(bytes: Uint8Array, magic: string, from = 0): boolean {
  return Buffer.from(bytes.subarray(from, from + magic.length)).toString('latin1') === magic;
}
