import { FileNotFoundError, isS3Uri, mapConcurrently, type Storage, StorageFailedError } from '@detectory/storage';
import type { LabelledImage } from '../model/labelled-image.js';
import type { Sequence } from '../model/sequence.js';
import type { ImageFacts, ImageProblem } from '../plan/examine-image.js';
import type { HashImage } from './create-image-hasher.js';
import type { LocateImage } from './create-image-locator.js';
import { examineFile } from './examine-file.js';

/** An image that was found and read. */
export interface ScannedImage extends ImageFacts {
  /** Where its bytes lie. */
  readonly uri: string;
}

export interface ScanImagesOptions {
  readonly storage: Storage;
  readonly images: Sequence<LabelledImage>;
  readonly locate: LocateImage;
  /** Called with the bytes of each sound image that lies on S3: a local output keeps them, so that none is fetched twice. */
  readonly onFetched?: ((image: ScannedImage, bytes: Uint8Array) => Promise<void>) | undefined;
  /** The dHash of an image's bytes; without it none is decoded. */
  readonly hash?: HashImage | undefined;
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Finds and reads every image; the results are in the order of the images. */
export function scanImages(options: ScanImagesOptions): Promise<(ScannedImage | ImageProblem)[]> {
  const { images, concurrency = 16, signal, onProgress } = options;
  let done = 0;
  const scanOne = async (image: LabelledImage): Promise<ScannedImage | ImageProblem> => {
    const result = await scanImage(image, options);
    onProgress?.(++done);
    return result;
  };
  return mapConcurrently(images, scanOne, { concurrency, signal });
}

async function scanImage(
  image: LabelledImage,
  { storage, locate, hash, onFetched }: ScanImagesOptions,
): Promise<ScannedImage | ImageProblem> {
  const place = await locate(image);
  if ('reason' in place) return place;
  const bytes = await readImage(storage, place.uri);
  if ('reason' in bytes) return bytes;
  const facts = await examineFile(bytes);
  if ('reason' in facts) return facts;
  const scanned = { ...facts, ...(hash && { dHash: await hash(bytes) }), uri: place.uri };
  if (isS3Uri(place.uri)) await onFetched?.(scanned, bytes);
  return scanned;
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
