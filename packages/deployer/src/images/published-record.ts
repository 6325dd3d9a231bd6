/** What `containers/<kind>/published.json` holds: for each repository, the image last pushed there. */
export type PublishedRecord = Readonly<Record<string, PublishedEntry>>;

export interface PublishedEntry {
  /** Of the image in the repository; a deployment names `repository@digest`. */
  readonly digest: string;
  /** The build context's sha256, so that a deployment can tell whether the newest build is published. */
  readonly tag: string;
}

/** A record that can't be read counts as none: the next push writes it anew. */
export function parsePublishedRecord(text: string): PublishedRecord {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, entry]) => isEntry(entry)));
  } catch {
    return {};
  }
}

function isEntry(value: unknown): value is PublishedEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { digest, tag } = value as Partial<PublishedEntry>;
  return typeof digest === 'string' && typeof tag === 'string';
}

/** The record as a file's text; repositories in order, so that equal records are equal bytes. */
export function formatPublishedRecord(record: PublishedRecord): string {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}
