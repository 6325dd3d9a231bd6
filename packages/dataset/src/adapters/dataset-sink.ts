import type { ScannedImage } from './scan-images.js';

/** Where a dataset is put together, out of sight until it is whole. */
export interface DatasetSink {
  /** Where the dataset will lie. */
  readonly out: string;
  /** Where a trainer will find it, as data.yaml says unless told otherwise. */
  readonly trainerRoot: string;
  writeText(relativePath: string, text: string): Promise<void>;
  placeImage(relativePath: string, image: ScannedImage): Promise<void>;
  /** Keeps the bytes of a fetched image for placeImage. */
  readonly keepFetched?: (image: ScannedImage, bytes: Uint8Array) => Promise<void>;
  /** Makes the dataset visible as a whole. */
  commit(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** `link`: a hard link where the file system can, else a copy. */
export type CopyMode = 'link' | 'copy' | 'none';
