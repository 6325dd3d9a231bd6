import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';

/** Every file of a model folder but model.json, with size and sha256, sorted by name. */
export async function describeFiles(folder: string): Promise<ModelManifest['files']> {
  const names = (await readdir(folder)).filter((name) => name !== 'model.json').sort();
  return Promise.all(
    names.map(async (path) => {
      const bytes = await readFile(join(folder, path));
      return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}
