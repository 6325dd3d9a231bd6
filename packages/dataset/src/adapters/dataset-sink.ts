import type { ScannedImage } from './scan-images.js';

/** A text piece by piece, from its beginning each time: S3 wants its length before its bytes. */
export type TextPieces = () => Iterable<string>;

/** Where a dataset is put together, out of sight until it is whole; what a killed run left there is used again. */
export interface DatasetSink {
  /** Where the dataset will lie. */
  readonly out: string;
  /** Where a trainer will find it, as data.yaml says unless told otherwise. */
  readonly trainerRoot: string;
  /** The hidden folder of this build, for what a later run or another shard must know. */
  readonly stateUri: string;
  /** Takes a text over, which is written after `settleTexts` at the latest. */
  writeText(relativePath: string, text: string): Promise<void>;
  /** Settles when all texts are written; the first that can't be is thrown here, if `writeText` didn't. */
  settleTexts(): Promise<void>;
  /** Writes a text that may be long, so that it need not be in memory as a whole. */
  writePieces(relativePath: string, pieces: TextPieces): Promise<void>;
  /**
   * @throws ImageChangedError when the image is no longer what the scan found: by its bytes where they are read or S3 copies
   *   them, by its size where the file system links or copies them
   */
  placeImage(relativePath: string, image: ScannedImage): Promise<void>;
  /** Keeps the bytes of a fetched image for placeImage. */
  readonly keepFetched?: (image: ScannedImage, bytes: Uint8Array) => Promise<void>;
  /** Whether an earlier run kept them, whole. */
  readonly hasFetched?: (image: ScannedImage) => Promise<boolean>;
  /**
   * Writes dataset.json, makes the dataset visible as a whole and removes the hidden folder.
   * @param isPart whether a file, by its relative path, belongs to the dataset; anything else at `out` is removed
   */
  commit(datasetJson: TextPieces, isPart: (relativePath: string) => boolean): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export interface SinkPlace {
  readonly out: string;
  /** Replaces what is at `out`. */
  readonly force: boolean;
  /** Names the hidden folder: another run with the same one goes on with this one's work. */
  readonly fingerprint: string;
  /** Whether other processes may be building here: what they left is not cleaned away then. */
  readonly isShared: boolean;
}

/** `link`: a hard link where the file system can, else a copy. */
export type CopyMode = 'link' | 'copy' | 'none';
