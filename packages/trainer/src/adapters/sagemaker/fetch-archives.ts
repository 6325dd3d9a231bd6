import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseName, createStorage, downloadTree, FileNotFoundError, joinUri, parentUri } from '@detectory/storage';
import { packModel } from '../pack-model.js';

/** A job with uncompressed output leaves its model as a folder, and the rest beside it. */
export function isFolderUri(modelUri: string): boolean {
  return !modelUri.endsWith('.tar.gz');
}

/**
 * Brings a job's model here as an archive, whether it is one on S3 or a folder.
 * @throws FileNotFoundError
 */
export async function fetchModel(modelUri: string, archive: string): Promise<void> {
  if (!isFolderUri(modelUri)) return createStorage().copy(modelUri, archive);
  if (!(await fetchAndPack(modelUri, archive))) throw new FileNotFoundError(modelUri);
}

/** Brings what a job left beside its model here as an archive; false where there is nothing. */
export async function fetchOutput(modelUri: string, archive: string): Promise<boolean> {
  const place = parentUri(modelUri.replace(/\/$/, ''));
  if (isFolderUri(modelUri)) return fetchAndPack(place, archive, baseName(modelUri));
  const uri = joinUri(place, 'output.tar.gz');
  if (!(await createStorage().stat(uri))) return false;
  await createStorage().copy(uri, archive);
  return true;
}

/** @param without a folder in it that stays out of the archive */
async function fetchAndPack(uri: string, archive: string, without?: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'detectory-fetch-'));
  try {
    const files = await downloadTree(createStorage(), uri, folder);
    if (without !== undefined) await rm(join(folder, without), { recursive: true, force: true });
    if (files > 0) await packModel(folder, archive);
    return files > 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
