import {
  FileNotFoundError,
  type Indexed,
  isS3Uri,
  mapConcurrently,
  type Storage,
  StorageFailedError,
} from '@detectory/storage';
import { createHash } from 'node:crypto';
import type { LabelledImage } from '../model/labelled-image.js';
import type { ImageFacts, ImageProblem } from '../plan/examine-image.js';
import type { HashImage } from './create-image-hasher.js';
import type { LocateImage } from './create-image-locator.js';
import { examineFile } from './examine-file.js';

/** An image that was found and read. */
export interface ScannedImage extends ImageFacts {
  /** Where its bytes lie. */
  readonly uri: string;
  /** MD5 of its bytes in hex, where the output lies on S3: what S3 will call the object. */
  readonly md5?: string;
}

export type ScanResult = ScannedImage | ImageProblem;

export interface ScanImagesOptions {
  readonly storage: Storage;
  readonly images: Indexed<LabelledImage>;
  readonly locate: LocateImage;
  /** The dHash of an image's bytes; without it none is decoded. */
  readonly hash?: HashImage | undefined;
  /** Adds the MD5 of every image. */
  readonly withMd5?: boolean | undefined;
  /** Called with the bytes of each sound image that lies on S3: a local output keeps them, so that none is fetched twice. */
  readonly onFetched?: ((image: ScannedImage, bytes: Uint8Array) => Promise<void>) | undefined;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Finds and reads every image; the results are in the order of the images. */
export function scanImages(options: ScanImagesOptions): Promise<ScanResult[]> {
  const { images, concurrency = 16, signal, onProgress } = options;
  let done = 0;
  const scanOne = async (image: LabelledImage): Promise<ScanResult> => {
    const result = await scanImage(image, options);
    onProgress?.(++done);
    return result;
  };
  return mapConcurrently(images, scanOne, { concurrency, signal });
}

export type ScanImageOptions = Pick<ScanImagesOptions, 'storage' | 'locate' | 'hash' | 'onFetched' | 'withMd5'>;

/** Finds and reads one image. */
export async function scanImage(
  image: LabelledImage,
  { storage, locate, hash, onFetched, withMd5 }: ScanImageOptions,
): Promise<ScanResult> {
  const looked: { read?: Uint8Array | ImageProblem | undefined } = {};
  const place = await locate(image, async (uri) => (looked.read = await readIfFile(storage, uri)) !== undefined);
  if ('reason' in place) return place;
  const bytes = looked.read ?? (await readImage(storage, place.uri));
  if ('reason' in bytes) return bytes;
  const facts = await examineFile(bytes);
  if ('reason' in facts) return facts;
  const md5 = withMd5 && { md5: createHash('md5').update(bytes).digest('hex') };
  const scanned = { ...facts, ...(hash && { dHash: await hash(bytes) }), uri: place.uri, ...md5 };
  if (isS3Uri(place.uri)) await onFetched?.(scanned, bytes);
  return scanned;
}

/** Nothing where there is no file, or a folder. */
async function readIfFile(storage: Storage, uri: string): Promise<Uint8Array | ImageProblem | undefined> {
  const read = await readImage(storage, uri);
  return 'reason' in read && (await storage.stat(uri)) === undefined ? undefined : read;
}

/** A file that isn't there, or can't be read as one, is the image's problem; a store that refuses is everybody's. */
async function readImage(storage: Storage, uri: string): Promise<Uint8Array | ImageProblem> {
  try {
    return await storage.readBytes(uri);
  } catch (error) {
    if (error instanceof FileNotFoundError)
      return {
        reason: 'image-missing',
        message: `${error.message} Pass --images with the folder that holds the images.`,
      };
    if (error instanceof StorageFailedError && !isS3Uri(uri))
      return { reason: 'image-unreadable', message: error.message };
    throw error;
  }
}
