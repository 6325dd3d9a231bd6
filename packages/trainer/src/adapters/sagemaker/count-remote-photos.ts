import { AccessDeniedError, createStorage, joinUri, type Storage } from '@detectory/storage';
import { parseDataYaml } from '../../data/parse-data-yaml.js';
import { DatasetUnusableError } from '../../errors.js';
import { findImages } from '../read-dataset.js';

export interface PhotoCounts {
  readonly train: number;
  readonly val: number;
}

/**
 * How many photos a dataset on S3 has in the places that its data.yaml names; undefined where that can't be told from here, though
 * the job may find them.
 * @throws DatasetUnusableError where the prefix holds no dataset
 */
export async function countRemotePhotos(
  data: string,
  storage: Storage = createStorage(),
): Promise<PhotoCounts | undefined> {
  const root = data.replace(/\/$/, '');
  const yamlUri = joinUri(root, 'data.yaml');
  const uris = new Set<string>();
  for await (const { uri } of storage.list(root)) uris.add(uri);
  if (!uris.has(yamlUri))
    throw new DatasetUnusableError(
      `There is no data.yaml below ${data}. Give the s3:// URI of a dataset that detectory-prep built, letter by letter.`,
    );
  const text = await readUnlessDenied(yamlUri, storage);
  if (text === undefined) return undefined;
  const { train, val } = await findImages(parseDataYaml(text, yamlUri), { root, uris }, storage);
  return train.length === 0 ? undefined : { train: train.length, val: val.length };
}

/** The job's role may read what this machine may only list. */
async function readUnlessDenied(uri: string, storage: Storage): Promise<string | undefined> {
  try {
    return Buffer.from(await storage.readBytes(uri)).toString('utf8');
  } catch (error) {
    if (error instanceof AccessDeniedError) return undefined;
    throw error;
  }
}
