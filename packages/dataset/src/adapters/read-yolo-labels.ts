import { uprightSize, UnreadableImageError } from '@detectory/imaging';
import { baseName, FileNotFoundError, isS3Uri, mapConcurrently, type Storage } from '@detectory/storage';
import { createHash } from 'node:crypto';
import type { LabelOptions } from '../ground-truth/label-collector.js';
import { stableHash } from '../model/stable-hash.js';
import { type ReadYoloImage, YoloCollector } from '../yolo/yolo-collector.js';
import { parseLabelRows } from '../yolo/parse-label-rows.js';
import { toPixelLabel } from '../yolo/to-pixel-label.js';
import type { LocateImage } from './create-image-locator.js';
import { listYoloImages, type YoloImage } from './list-yolo-images.js';
import { readImageHeaderAt } from './read-image-header-at.js';
import type { LabelsOnDisk } from './read-labels.js';
import { readYoloConfig, tryText, type YoloSource } from './read-yolo-config.js';

export interface ReadYoloOptions extends LabelOptions {
  readonly storage: Storage;
  /** Paths or s3:// URIs of data.yaml or obj.data files, or of folders without one. */
  readonly sources: readonly string[];
  /** Finds an image, whose size its rows are relative to. */
  readonly locate: LocateImage;
  readonly signal?: AbortSignal | undefined;
}

/** `hash` is that of the label file's text. */
type ReadImage = ReadYoloImage & { readonly hash: string };

/**
 * Reads YOLO datasets: each image's label file, and as much of the image as tells its size, in which its boxes are given.
 * The hash of a dataset is that of its configuration and of all its label files.
 */
export async function readYoloLabels({
  storage,
  sources,
  locate,
  signal,
  ...options
}: ReadYoloOptions): Promise<LabelsOnDisk> {
  const collector = new YoloCollector(options);
  const manifestHashes: string[] = [];
  for (const [manifest, uri] of sources.entries()) {
    const source = await readYoloConfig(storage, uri, options.classList);
    const listed = await listYoloImages(storage, source);
    collector.startDataset(isS3Uri(uri) ? uri : baseName(uri), source.names ?? new Map<number, string>());
    const readOne = (image: YoloImage): Promise<ReadImage> => readImage(image, manifest, source, storage, locate);
    const images = await mapConcurrently(unique(listed), readOne, { signal });
    const hash = createHash('sha256').update(source.text);
    for (const image of images) {
      hash.update(`\n${image.sourceRef}\0${image.hash}`);
      collector.addImage(image);
    }
    collector.noteRepeats(listed.length - images.length);
    manifestHashes.push(hash.digest('hex'));
  }
  return { labels: collector.finish(), manifestHashes };
}

/** An image may stand in several splits: once is enough. */
function unique(images: readonly YoloImage[]): YoloImage[] {
  return [...new Map(images.map((image) => [image.sourceRef, image])).values()];
}

async function readImage(
  { sourceRef, labelUri }: YoloImage,
  manifest: number,
  { names }: YoloSource,
  storage: Storage,
  locate: LocateImage,
): Promise<ReadImage> {
  const text = await tryText(storage, labelUri);
  const hash = stableHash(text ?? '');
  const rows = parseLabelRows(text ?? '', (index) => names?.get(index));
  if ('reason' in rows)
    return { sourceRef, hash, problem: { ...rows, message: `${baseName(labelUri)}, ${rows.message}` } };
  const size = await readSize(storage, locate, sourceRef, manifest);
  if ('reason' in size) return { sourceRef, hash, problem: size };
  return { sourceRef, hash, size, boxes: rows.map((row) => toPixelLabel(row, size)), hasLabelFile: text !== undefined };
}

async function readSize(
  storage: Storage,
  locate: LocateImage,
  sourceRef: string,
  manifest: number,
): ReturnType<typeof readSizeAt> {
  const place = await locate({ sourceRef, manifest });
  return 'reason' in place ? place : readSizeAt(storage, place.uri);
}

async function readSizeAt(
  storage: Storage,
  uri: string,
): Promise<ReturnType<typeof uprightSize> | NonNullable<ReadYoloImage['problem']>> {
  try {
    return uprightSize(await readImageHeaderAt(storage, uri));
  } catch (error) {
    if (error instanceof UnreadableImageError) return { reason: 'image-unreadable', message: error.message };
    if (error instanceof FileNotFoundError) return { reason: 'image-missing', message: error.message };
    throw error;
  }
}
