import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ModelManifest } from '@detectory/inference-core';

/** Every file of a model folder but model.json, with size and sha256, sorted by path. */
export async function describeFiles(folder: string): Promise<ModelManifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const names = files
    .map((file) => relative(folder, file))
    .filter((name) => name !== 'model.json')
    .sort();
  return Promise.all(
    names.map(async (path) => {
      const bytes = await readFile(join(folder, path));
      return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}
