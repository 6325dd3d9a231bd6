import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ModelInvalidError, type OpenedModel } from '@detectory/inference-core';

/**
 * Compares what the server reads of a model, its exports and its own code, with the sha256 in model.json. Other files of
 * the list, such as the checkpoint, may be gone or changed: nobody reads them here.
 * @throws ModelInvalidError that names the first file that differs
 */
export async function verifyModelFiles({ manifest, resolveFile }: OpenedModel, shown: string): Promise<void> {
  const exports = new Set(manifest.exports.map(({ file }) => file));
  const used = manifest.files.filter(({ path }) => exports.has(path) || path.startsWith('code/'));
  await Promise.all(
    used.map(async ({ path, sha256 }) => {
      const found = await hashFile(resolveFile(path)).catch((cause: unknown) => {
        throw new ModelInvalidError(
          `model.json in ${shown} names ${path}, which can't be read there (${messageOf(cause)}). Copy the model again.`,
          { cause },
        );
      });
      if (found !== sha256)
        throw new ModelInvalidError(
          `${path} in ${shown} is not the file that model.json describes: its sha256 is ${found}, expected ${sha256}. ` +
            'Copy the model again; if you changed the file on purpose, write its sha256 into model.json or pass --no-verify.',
        );
    }),
  );
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
