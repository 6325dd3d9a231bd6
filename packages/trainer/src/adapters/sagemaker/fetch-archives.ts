import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractArchive, outputArchiveLimits } from '@detectory/inference-core/model-folder';
import { baseName, createStorage, downloadTree, FileNotFoundError, joinUri, parentUri } from '@detectory/storage';
import { packModel } from '../pack-model.js';

/** A job with uncompressed output leaves its model as a folder, and the rest beside it. */
export function isFolderUri(modelUri: string): boolean {
  return !modelUri.endsWith('.tar.gz');
}

/** What a job left beside its model: an archive, or a folder that has the model in it. */
export function toOutputUri(modelUri: string): string {
  const place = parentUri(modelUri.replace(/\/$/, ''));
  return isFolderUri(modelUri) ? place : joinUri(place, 'output.tar.gz');
}

/**
 * Brings a job's model here as an archive, whether it is one on S3 or a folder.
 * @throws FileNotFoundError
 */
export async function fetchModel(modelUri: string, archive: string): Promise<void> {
  if (!isFolderUri(modelUri)) return createStorage().copy(modelUri, archive);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-fetch-'));
  try {
    if ((await downloadTree(createStorage(), modelUri, folder)) === 0) throw new FileNotFoundError(modelUri);
    await packModel(folder, archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Brings what a job left beside its model into a folder that isn't there yet. All of it lies on that folder's disk at all times, for it
 * may be many gigabytes: the weights of every epoch.
 * @throws ModelInvalidError for an archive that is damaged or hostile; ModelStorageError and StorageError
 */
export async function fetchOutput(modelUri: string, folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  await mkdir(folder);
  await mkdir(partial);
  try {
    const fetched = await (isFolderUri(modelUri) ? fetchFolder : fetchArchive)(modelUri, partial);
    // SageMaker keeps /opt/ml/output, where ours stands in `data`.
    const from = existsSync(join(fetched, 'data')) ? join(fetched, 'data') : fetched;
    for (const name of await readdir(from)) await rename(join(from, name), join(folder, name));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function fetchFolder(modelUri: string, partial: string): Promise<string> {
  await downloadTree(createStorage(), toOutputUri(modelUri), partial);
  await rm(join(partial, baseName(modelUri)), { recursive: true, force: true });
  return partial;
}

async function fetchArchive(modelUri: string, partial: string): Promise<string> {
  const uri = toOutputUri(modelUri);
  const archive = join(partial, 'output.tar.gz');
  if (!(await createStorage().stat(uri))) return partial;
  await createStorage().copy(uri, archive);
  const options = { temporaryFolder: partial, limits: outputArchiveLimits };
  const { folder } = await extractArchive(archive, uri, options);
  return folder;
}
