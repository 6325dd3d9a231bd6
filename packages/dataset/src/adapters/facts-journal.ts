import { decodeLines, joinUri, type Storage } from '@detectory/storage';
import type { ScannedImage } from './scan-images.js';

/** What is known of one image: its position in the labels, and its facts. */
export interface FactsEntry {
  readonly at: number;
  readonly facts: ScannedImage;
}

export interface FactsJournal {
  /** Keeps an image's facts; waits when it is time to write. */
  add(entry: FactsEntry): Promise<void>;
  /** Writes what is still in memory. */
  flush(): Promise<void>;
}

export interface JournalPlace {
  readonly storage: Storage;
  /** The folder or s3:// prefix of one shard's segments. */
  readonly folder: string;
}

/** The first segments are small, so that a short run leaves something behind; a kill costs at most a half of the work. */
const firstSegment = 16;
const largestSegment = 1024;
const oldestMs = 2000;

/**
 * Facts on disk or S3 as segments of lines: S3 can't append to an object, and each segment is there whole or not at all.
 * @param segments how many segments earlier runs left
 */
export function createFactsJournal({ storage, folder }: JournalPlace, segments: number): FactsJournal {
  let lines: string[] = [];
  let next = segments;
  let size = firstSegment;
  let lastWrite = Date.now();
  const write = async (): Promise<void> => {
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    size = Math.min(size * 2, largestSegment);
    lastWrite = Date.now();
    await storage.writeBytes(joinUri(folder, `${String(next++).padStart(6, '0')}.jsonl`), text);
  };
  return {
    add: async (entry) => {
      lines.push(`${JSON.stringify(entry)}\n`);
      if (lines.length >= size || Date.now() - lastWrite > oldestMs) await write();
    },
    flush: write,
  };
}

/** Every entry of the segments in a folder, in the order of their writing, and the number of segments. */
export async function readFacts(
  { storage, folder }: JournalPlace,
  take: (entry: FactsEntry) => Promise<void> | void,
): Promise<number> {
  let segments = 0;
  for await (const { uri } of storage.list(folder)) {
    if (!uri.endsWith('.jsonl')) continue;
    segments++;
    for await (const { text } of decodeLines(storage.readStream(uri))) {
      const entry = parseEntry(text);
      if (entry) await take(entry);
    }
  }
  return segments;
}

/** A line that is cut off or not ours says nothing: its image is read again. */
function parseEntry(text: string): FactsEntry | undefined {
  try {
    const { at, facts } = JSON.parse(text) as Partial<FactsEntry>;
    const isWhole = Number.isSafeInteger(at) && typeof facts?.sha256 === 'string' && typeof facts.uri === 'string';
    return isWhole ? ({ at, facts } as FactsEntry) : undefined;
  } catch {
    return undefined;
  }
}
