import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createStorage, isS3Uri, joinUri, type Storage } from '@detectory/storage';

/**
 * Works on a model by its path on this machine: one on S3 is copied here for that time. The URI of a run is that of its model.
 * @throws StorageError
 */
export async function withModelHere<Result>(
  model: string,
  work: (path: string) => Promise<Result>,
  storage: Pick<Storage, 'copy'> = createStorage(),
): Promise<Result> {
  if (!isS3Uri(model)) return work(model);
  const uri = /\.(tar\.gz|tgz|onnx)$/i.test(model) ? model : joinUri(model, 'model.tar.gz');
  const folder = await mkdtemp(join(tmpdir(), 'detectory-evaluate-'));
  try {
    const path = join(folder, basename(uri));
    await storage.copy(uri, path);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
