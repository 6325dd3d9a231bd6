import {
  type CheckedImage,
  checkImage,
  ImagingError,
  DefectiveImageError,
  uprightSize,
  type UprightSize,
} from '@detectory/imaging';
import { assertDecodes } from '@detectory/imaging/sharp';
import { isS3Uri, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import type { Pair } from '../check/check-pair.js';
import { parseLabelFile } from '../check/parse-label-file.js';
import type { DatasetFiles } from '../check/resolve-splits.js';
import { toLabelPath, toOtherLabelPaths } from '../check/to-label-path.js';
import type { ImageProblem } from '../plan/examine-image.js';
import { toRelative } from './open-dataset.js';

export interface ReadPair extends Omit<Pair, 'classCount'> {
  /** Of an image that can be read. */
  readonly sha256: string | undefined;
  readonly size: UprightSize | undefined;
}

/** Reads an image and its label; nothing of either stays in memory but what was found. */
export async function readPair(storage: Storage, uri: string, { root, uris }: DatasetFiles): Promise<ReadPair> {
  const toTrainerPath = (path: string): string => (isS3Uri(root) ? path.slice(root.length) : path);
  const toUri = (path: string): string => (isS3Uri(root) ? root + path : path);
  const labelUri = toUri(toLabelPath(toTrainerPath(uri)));
  const stray = uris.has(labelUri)
    ? undefined
    : toOtherLabelPaths(toTrainerPath(uri))
        .map(toUri)
        .find((other) => uris.has(other));
  const bytes = uris.has(uri) ? await storage.readBytes(uri) : undefined;
  const image = bytes && (await inspectImage(bytes));
  const relative = (place: string): string => toRelative(place, root);
  return {
    imagePath: relative(uri),
    labelPath: relative(labelUri),
    image,
    ...(image && !('reason' in image) ? identify(bytes, image) : { sha256: undefined, size: undefined }),
    label: uris.has(labelUri) ? parseLabelFile(await storage.readBytes(labelUri)) : undefined,
    strayLabelPath: stray === undefined ? undefined : relative(stray),
  };
}

function identify(bytes: Uint8Array, { header }: CheckedImage): Pick<ReadPair, 'sha256' | 'size'> {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: uprightSize(header) };
}

async function inspectImage(bytes: Uint8Array): Promise<CheckedImage | ImageProblem> {
  try {
    const checked = checkImage(bytes);
    await assertDecodes(bytes, checked.header.format);
    return checked;
  } catch (error) {
    if (error instanceof DefectiveImageError) return { reason: error.defect, message: error.message };
    if (error instanceof ImagingError) return { reason: 'image-unreadable', message: error.message };
    throw error;
  }
}
