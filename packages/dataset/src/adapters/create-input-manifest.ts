import { UnreadableImageError } from '@detectory/imaging';
import { isS3Uri, joinUri, mapConcurrently, type Storage, type StoredFile } from '@detectory/storage';
import { InvalidOptionError, NothingLabelledError } from '../errors.js';
import { checkInputImage, groundTruthLimits } from '../input-manifest/check-input-image.js';
import { compareCodeUnits } from '../model/compare-code-units.js';
import type { RecordProblem } from '../model/problem.js';
import { hasImageSuffix } from '../yolo/image-suffixes.js';
import { readImageHeaderAt } from './read-image-header-at.js';

export interface InputManifestOptions {
  readonly storage: Storage;
  /** A folder or s3:// prefix with photos. */
  readonly photos: string;
  /** Where the folder lies, or will lie, on S3; for photos on S3 their own place. */
  readonly s3Prefix?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A photo that can't be labelled. */
export interface InputProblem extends RecordProblem {
  readonly uri: string;
}

export interface InputManifest {
  /** One JSON object a line, ordered by source-ref. */
  readonly text: string;
  readonly images: number;
  readonly problems: readonly InputProblem[];
  /** Files that are no photos by their name. */
  readonly otherFiles: number;
}

/**
 * The input manifest of a new labelling job: a line for each photo below a folder that Ground Truth takes.
 * @throws InvalidOptionError, NothingLabelledError, StorageError
 */
export async function createInputManifest(options: InputManifestOptions): Promise<InputManifest> {
  const { storage, photos, s3Prefix, signal, onProgress } = options;
  const toSourceRef = createNaming(photos, s3Prefix);
  const { images, otherFiles } = await listPhotos(storage, photos);
  assertUnderLimit(images.length);
  let done = 0;
  const problems = await mapConcurrently(
    images,
    async (file) => {
      const problem = await checkPhoto(storage, file, toSourceRef(file.uri));
      onProgress?.(++done, images.length);
      return problem && { uri: file.uri, ...problem };
    },
    { signal },
  );
  const sourceRefs = images.filter((_, i) => problems[i] === undefined).map((file) => toSourceRef(file.uri));
  return {
    text: sourceRefs.sort(compareCodeUnits).map(formatLine).join(''),
    images: sourceRefs.length,
    problems: problems.filter((problem) => problem !== undefined),
    otherFiles,
  };
}

function createNaming(photos: string, s3Prefix: string | undefined): (uri: string) => string {
  if (s3Prefix === undefined && isS3Uri(photos)) return (uri) => uri;
  if (s3Prefix === undefined)
    throw new InvalidOptionError(
      'A labelling job reads its photos from S3: pass --s3-prefix with where this folder lies, or will lie, such as s3://bucket/photos.',
    );
  const from = joinUri(photos, '');
  return (uri) => joinUri(s3Prefix, uri.slice(from.length));
}

async function listPhotos(storage: Storage, photos: string): Promise<{ images: StoredFile[]; otherFiles: number }> {
  const images: StoredFile[] = [];
  let otherFiles = 0;
  for await (const file of storage.list(photos)) {
    if (hasImageSuffix(file.uri)) images.push(file);
    // S3 consoles make an empty object that ends in "/" to show a folder.
    else if (!file.uri.endsWith('/')) otherFiles++;
  }
  if (images.length === 0)
    throw new NothingLabelledError(
      `${photos}: there is no such folder, or no photo below it. Expected files that end in .jpg, .jpeg or .png.`,
    );
  return { images, otherFiles };
}

async function checkPhoto(
  storage: Storage,
  { uri, sizeBytes }: StoredFile,
  sourceRef: string,
): Promise<RecordProblem | undefined> {
  if (formatLine(sourceRef).length > groundTruthLimits.lineCharacters)
    return { reason: 'line-malformed', message: 'its line would have more than 100,000 characters. Shorten its name.' };
  try {
    return checkInputImage(await readImageHeaderAt(storage, uri), sizeBytes);
  } catch (error) {
    if (error instanceof UnreadableImageError) return { reason: 'image-unreadable', message: error.message };
    throw error;
  }
}

function formatLine(sourceRef: string): string {
  return `${JSON.stringify({ 'source-ref': sourceRef })}\n`;
}

function assertUnderLimit(lines: number): void {
  if (lines > groundTruthLimits.lines)
    throw new InvalidOptionError(
      `${lines} photos are more than a labelling job takes (${groundTruthLimits.lines}). Pass their folders one by one, for a job each.`,
    );
}
