import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { OpenedModel } from '@detectory/inference-core';
import { openModel } from '@detectory/inference-core/model-folder';

/** Opens a model from disk, or downloads it from s3:// first; `close` removes what was downloaded. */
export async function openServedModel(path: string): Promise<OpenedModel> {
  if (!path.startsWith('s3://')) return openModel(path);
  const folder = await mkdtemp(join(tmpdir(), 'detectory-download-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const model = await openModel(await download(path, folder));
    return {
      ...model,
      close: async () => {
        await model.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function download(uri: string, folder: string): Promise<string> {
  const { createStorage, downloadTree } = await import('@detectory/storage');
  const storage = createStorage();
  if (/\.(tar\.gz|tgz|onnx)$/i.test(uri)) {
    const file = join(folder, basename(uri));
    await storage.writeBytes(file, await storage.readBytes(uri));
    return file;
  }
  await downloadTree(storage, uri, folder);
  return folder;
}
