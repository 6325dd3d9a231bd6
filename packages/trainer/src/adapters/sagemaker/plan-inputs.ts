import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { baseName, createStorage, isS3Uri, joinUri, StorageError } from '@detectory/storage';
import { DatasetUnusableError } from '../../errors.js';
import type { TrainOptions } from '../../options/resolve-options.js';
import type { InputMode, JobChannel } from '../../runner/sagemaker/training-job-spec.js';
import { assertCheckpoint } from '../assert-checkpoint.js';
import { readFittingDataset } from '../read-fitting-dataset.js';
import { resolveCheckpoint } from '../resolve-checkpoint.js';
import { countRemotePhotos, type PhotoCounts } from './count-remote-photos.js';
import { isManifestUri, planManifest } from './plan-manifest.js';

/** What lies here and must lie on S3 before the job starts. */
export interface PlannedUpload {
  readonly from: string;
  readonly to: string;
  readonly kind: 'folder' | 'file';
}

export interface PlannedChannel {
  readonly channel: JobChannel;
  readonly upload?: PlannedUpload;
}

export interface PlannedDataset extends PlannedChannel {
  /** Undefined where nobody can tell how many there are. */
  readonly photos: PhotoCounts | undefined;
}

/** Where uploads go: each content has a place of its own, so that a job never sees what an earlier one left. */
export interface UploadPlace {
  readonly uploadUri: string;
  /** Default: File, and Pipe for an augmented manifest. */
  readonly inputMode?: InputMode | undefined;
  /** Of an augmented manifest; default: the photo and its one bounding-box label. */
  readonly attributeNames?: readonly string[] | undefined;
}

/**
 * @param dataYaml the job's own, where it isn't the dataset's
 * @throws DatasetUnusableError before anything is sent
 */
export async function planDataset(data: string, place: UploadPlace, dataYaml?: string): Promise<PlannedDataset> {
  const { uploadUri, inputMode = 'File', attributeNames } = place;
  if (isManifestUri(data)) return planManifest(data, place);
  if (attributeNames)
    throw new DatasetUnusableError(
      `--attribute-names is for an augmented manifest, and ${data} is none. Leave it out, or give the s3:// URI of an output.manifest.`,
    );
  if (isS3Uri(data))
    return { channel: { name: 'training', uri: asFolder(data), inputMode }, photos: await countRemotePhotos(data) };
  const folder = resolve(data);
  const { images } = await readFittingDataset(folder, dataYaml);
  const outside = [...images.train, ...images.val].find((image) => relative(folder, image).startsWith('..'));
  if (outside !== undefined)
    throw new DatasetUnusableError(
      `The photo ${outside} lies outside of ${folder}, so an upload of that folder would leave it out. Build the dataset with detectory-prep build, which keeps all in one folder.`,
    );
  const uri = asFolder(joinUri(uploadUri, `datasets/${basename(folder)}-${await fingerprint(folder)}`));
  return {
    channel: { name: 'training', uri, inputMode },
    upload: { from: folder, to: uri, kind: 'folder' },
    photos: { train: images.train.length, val: images.val.length },
  };
}

/**
 * The channel `weights` and the name that the weights have in it; undefined for `none`.
 * @throws WeightsNotFoundError, WeightsUnusableError
 */
export async function planWeights(
  { weights: text, engine }: Pick<TrainOptions, 'weights' | 'engine'>,
  { uploadUri }: UploadPlace,
  downloadFolder: string,
): Promise<(PlannedChannel & { readonly fileName: string }) | undefined> {
  if (isS3Uri(text)) {
    await assertRemote(text, engine);
    return { channel: { name: 'weights', uri: text, inputMode: 'File' }, fileName: baseName(text) };
  }
  const file = await resolveCheckpoint(text, engine, { downloadFolder });
  return file === undefined ? undefined : { ...(await planFile('weights', file, uploadUri)), fileName: basename(file) };
}

/** What is not there is told with all else that is missing, and what only the job's role may read is judged in the job. */
async function assertRemote(uri: string, engine: string): Promise<void> {
  try {
    await assertCheckpoint(uri, engine);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}

/** One file as a channel; its folder is named after its content. */
export async function planFile(name: string, file: string, uploadUri: string): Promise<PlannedChannel> {
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const uri = joinUri(uploadUri, `${name}/${sha256.slice(0, 12)}/`);
  return {
    channel: { name, uri, inputMode: 'File' },
    upload: { from: file, to: joinUri(uri, basename(file)), kind: 'file' },
  };
}

/** A folder here or on S3 as a channel. */
export async function planFolder(name: string, source: string, { uploadUri }: UploadPlace): Promise<PlannedChannel> {
  if (isS3Uri(source)) return { channel: { name, uri: asFolder(source), inputMode: 'File' } };
  if ((await stat(source)).isFile()) return planFile(name, source, uploadUri);
  const uri = joinUri(uploadUri, `${name}/${await fingerprint(source)}/`);
  return { channel: { name, uri, inputMode: 'File' }, upload: { from: resolve(source), to: uri, kind: 'folder' } };
}

export function asFolder(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** Of the names and sizes, and of dataset.json, which holds hashes of what it was made from. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const { uri, sizeBytes } of createStorage().list(folder))
    hash.update(`${relative(folder, uri)}\0${sizeBytes}\n`);
  hash.update(await readFile(resolve(folder, 'dataset.json')).catch(() => ''));
  return hash.digest('hex').slice(0, 12);
}
