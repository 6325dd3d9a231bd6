/** One file of a tree. */
export interface StoredFile {
  /** A `file:` path or an `s3://bucket/key` with its key written literally. */
  readonly uri: string;
  readonly sizeBytes: number;
  /** What S3 calls the content: its MD5 in hex, unless it was uploaded in parts or encrypted with KMS. */
  readonly etag?: string | undefined;
}

export interface FileStat {
  readonly sizeBytes: number;
  /** As StoredFile's. */
  readonly etag?: string | undefined;
}

/**
 * Files by URI: a local path, or `s3://bucket/key` (the key is literal: never percent-decoded, never normalised).
 * Every method throws a StorageError: not found, access denied, unreachable.
 */
export interface Storage {
  readBytes(uri: string): Promise<Uint8Array>;
  /**
   * The file in chunks, without holding it in memory.
   * @param from the byte to begin at, one that the file has. Default 0, also where there is none.
   */
  readStream(uri: string, from?: number): AsyncIterable<Uint8Array>;
  /** Whole or not at all: a reader never sees half of the bytes. Parent folders are made. */
  writeBytes(uri: string, bytes: Uint8Array | string): Promise<void>;
  /** As writeBytes, for a file too large for memory; `sizeBytes` is its whole length. */
  writeStream(uri: string, chunks: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<void>;
  /** Every file below the folder `uri`, in a fixed order; nothing where there is no folder. */
  list(uri: string): AsyncIterable<StoredFile>;
  /** `undefined` where no file is. */
  stat(uri: string): Promise<FileStat | undefined>;
  copy(fromUri: string, toUri: string): Promise<void>;
  /** Removes one file; no error where none is. */
  remove(uri: string): Promise<void>;
}
