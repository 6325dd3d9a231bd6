import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalStorage } from './adapters/local/create-local-storage.js';
import { createStorage } from './create-storage.js';
import type { Storage } from './storage.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-storage-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe(createStorage, () => {
  it('does not load the AWS SDK for local paths', async () => {
    const storage = createStorage(() => expect.fail('loaded'));
    await storage.writeBytes(join(dir, 'a'), 'x');
    expect(await storage.stat(join(dir, 'a'))).toEqual({ sizeBytes: 1 });
  });

  it('streams from one store to the other when it copies', async () => {
    const local = createLocalStorage();
    const below = (uri: string): string => join(dir, uri.replace('s3://', 's3-'));
    const s3: Storage = {
      ...local,
      stat: (uri) => local.stat(below(uri)),
      readStream: (uri) => local.readStream(below(uri)),
      writeStream: (uri, chunks, size) => local.writeStream(below(uri), chunks, size),
    };
    await writeFile(join(dir, 'a'), 'text');
    const storage = createStorage(async () => s3);
    await storage.copy(join(dir, 'a'), 's3://bucket/a');
    await storage.copy('s3://bucket/a', join(dir, 'back'));
    expect(await readFile(join(dir, 'back'), 'utf8')).toBe('text');
  });
});
