import { describe, expect, it } from 'vitest';
import { downloadTree, uploadTree } from './copy-tree.js';
import { UnsafeKeyError } from './errors.js';
import type { Storage } from './storage.js';

function storageWith(uris: readonly string[], copied: string[]): Storage {
  const never = (): never => expect.fail('not used');
  return {
    readBytes: never,
    readStream: never,
    writeBytes: never,
    writeStream: never,
    stat: never,
    remove: never,
    list: async function* () {
      for (const uri of uris) yield { uri, sizeBytes: 1 };
    },
    copy: async (from, to) => {
      copied.push(`${from} -> ${to}`);
    },
  };
}

describe(uploadTree, () => {
  it('writes the files named in orderLast after all the others', async () => {
    const copied: string[] = [];
    const storage = storageWith(['out/data.yaml', 'out/dataset.json', 'out/labels/a.txt'], copied);
    expect(await uploadTree(storage, 'out', 's3://b/ds', { orderLast: ['dataset.json'] })).toBe(3);
    expect(copied.at(-1)).toBe('out/dataset.json -> s3://b/ds/dataset.json');
  });
});

describe(downloadTree, () => {
  it('leaves out the empty objects that stand for folders', async () => {
    const copied: string[] = [];
    const progress: number[] = [];
    await downloadTree(
      storageWith(['s3://b/ds/', 's3://b/ds/x/', 's3://b/ds/x/a b?.jpg'], copied),
      's3://b/ds',
      '/tmp/d',
      {
        onProgress: (done, total) => progress.push(done, total),
      },
    );
    expect(copied).toEqual(['s3://b/ds/x/a b?.jpg -> /tmp/d/x/a b?.jpg']);
    expect(progress).toEqual([1, 1]);
  });

  it.each(['s3://b/ds/../../etc/passwd', 's3://b/ds//a', 's3://b/ds/./a'])(
    'refuses %s, which could leave the folder',
    async (uri) => {
      await expect(downloadTree(storageWith([uri], []), 's3://b/ds', '/tmp/d')).rejects.toThrow(UnsafeKeyError);
    },
  );
});
