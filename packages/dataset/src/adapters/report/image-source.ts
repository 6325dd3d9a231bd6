import { isS3Uri, joinUri, type Storage, StorageError } from '@detectory/storage';
import type { ReportImage } from '../../report/report-facts.js';
import { createImageLocator } from '../create-image-locator.js';

/** The bytes of an image, or why there are none. */
export type ImageBytes = { readonly bytes: Uint8Array } | { readonly missing: string };

/** Reads images of a dataset, and ones that were left out of it. */
export interface ImageSource {
  readImage(image: Pick<ReportImage, 'split' | 'file' | 'sourceRef'>): Promise<ImageBytes>;
  readOriginal(sourceRef: string): Promise<ImageBytes>;
}

export interface ImageSourceOptions {
  readonly storage: Storage;
  /** The dataset's folder or prefix. */
  readonly place: string;
  /** `--images`: where originals lie. */
  readonly root?: string | undefined;
}

/** A dataset that was built with `--copy none` holds no image: then originals are looked for. */
export async function createImageSource({ storage, place, root }: ImageSourceOptions): Promise<ImageSource> {
  const hasImages = await holdsAny(storage, joinUri(place, 'images'));
  const locate = createOriginalLocator({ storage, place, root });
  const readOriginal = async (sourceRef: string): Promise<ImageBytes> => {
    const found = await locate(sourceRef);
    return 'missing' in found ? found : readBytes(storage, found.uri);
  };
  return {
    readOriginal,
    readImage: ({ split, file, sourceRef }) =>
      hasImages ? readBytes(storage, joinUri(place, `images/${split}/${file}`)) : readOriginal(sourceRef),
  };
}

type LocateOriginal = (sourceRef: string) => Promise<{ readonly uri: string } | { readonly missing: string }>;

/** Without a root, only what lies on the same side as the dataset: a report of a local folder asks no cloud for anything. */
function createOriginalLocator({ storage, place, root }: ImageSourceOptions): LocateOriginal {
  if (root === undefined)
    return async (sourceRef) =>
      sourceRef.startsWith('/') || (isS3Uri(sourceRef) && isS3Uri(place))
        ? { uri: sourceRef }
        : { missing: 'Not looked for: pass --images with the folder that holds the photos.' };
  const locate = createImageLocator({ storage, root, manifests: [] });
  return async (sourceRef) => {
    const found = await locate({ sourceRef, manifest: 0 });
    return 'uri' in found ? found : { missing: found.message };
  };
}

async function holdsAny(storage: Storage, uri: string): Promise<boolean> {
  for await (const _ of storage.list(uri)) return true;
  return false;
}

/** Whatever keeps a picture away is said in its place; the report is made all the same. */
async function readBytes(storage: Storage, uri: string): Promise<ImageBytes> {
  try {
    return { bytes: await storage.readBytes(uri) };
  } catch (error) {
    if (error instanceof StorageError) return { missing: error.message };
    throw error;
  }
}
