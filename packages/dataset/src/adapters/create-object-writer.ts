import { joinUri, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import type { TextPieces } from './dataset-sink.js';

/** Writes the objects of a dataset below one prefix. */
export interface ObjectWriter {
  /** Whether the object was there from the beginning with these bytes: only one that is not is written. */
  isThere(relativePath: string, md5: string | undefined): boolean;
  put(relativePath: string, bytes: Uint8Array | string): Promise<void>;
  putPieces(relativePath: string, pieces: TextPieces): Promise<void>;
  /** Removes the old dataset.json, once: the old dataset stops counting as one when the first object changes, not before. */
  hideOld(): Promise<void>;
  /** Writes it whether or not it was there: this build, or another shard of it, may have hidden the old one. */
  putDatasetJson(pieces: TextPieces): Promise<void>;
}

/** @param etags of the objects that are there, by their relative paths */
export function createObjectWriter(
  storage: Storage,
  out: string,
  etags: ReadonlyMap<string, string | undefined>,
): ObjectWriter {
  let hidden: Promise<void> | undefined;
  const hideOld = (): Promise<void> => (hidden ??= storage.remove(joinUri(out, 'dataset.json')));
  const isThere = (relativePath: string, md5: string | undefined): boolean =>
    md5 !== undefined && etags.get(relativePath) === md5;
  const stream = (relativePath: string, pieces: TextPieces, sizeBytes: number): Promise<void> =>
    storage.writeStream(joinUri(out, relativePath), encodePieces(pieces()), sizeBytes);
  return {
    isThere,
    hideOld,
    put: async (relativePath, bytes) => {
      if (isThere(relativePath, measure([bytes]).md5)) return;
      await hideOld();
      await storage.writeBytes(joinUri(out, relativePath), bytes);
    },
    putPieces: async (relativePath, pieces) => {
      const { md5, sizeBytes } = measure(pieces());
      if (isThere(relativePath, md5)) return;
      await hideOld();
      await stream(relativePath, pieces, sizeBytes);
    },
    putDatasetJson: (pieces) => stream('dataset.json', pieces, measure(pieces()).sizeBytes),
  };
}

/** What S3 will call these bytes unless they go up in parts, and how many they are. */
function measure(pieces: Iterable<string | Uint8Array>): { readonly md5: string; readonly sizeBytes: number } {
  const hash = createHash('md5');
  let sizeBytes = 0;
  for (const piece of pieces) {
    hash.update(piece);
    sizeBytes += Buffer.byteLength(piece);
  }
  return { md5: hash.digest('hex'), sizeBytes };
}

async function* encodePieces(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}
