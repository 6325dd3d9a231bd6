import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { describe, expect, it } from 'vitest';
import { exportDataset, scanImages } from '../src/adapters/index.js';
import { UnreadableDatasetError } from '../src/errors.js';
import { createBuiltDataset } from './create-built-dataset.js';
import { drillLine, readLines } from './make-line.js';
import { createMemoryS3 } from './memory-s3.js';

/** Exports a dataset of which one object was taken away or written over. */
async function exportWithout(part: string, content?: string): Promise<unknown> {
  const { storage, objects } = createMemoryS3();
  for (const [uri, bytes] of await createBuiltDataset()) objects.set(uri, bytes);
  const uri = [...objects.keys()].find((one) => one.startsWith('s3://b/set/') && one.includes(part)) ?? '';
  if (content === undefined) objects.delete(uri);
  else objects.set(uri, Buffer.from(content));
  return exportDataset({ storage, dataset: 's3://b/set', to: 'coco', out: 's3://b/coco', attribute: 'labels' });
}

describe(exportDataset, () => {
  it.each([
    ['dataset.json', undefined, 'there is no such file, so that this is no whole dataset'],
    ['/labels/train/', undefined, 'there is no such file. The dataset was changed'],
    ['/labels/train/', '0 2 0.5 0.1 0.1\n', 'The dataset was changed after it was built'],
    ['/images/train/', 'no image', 'set/images/train/'],
  ])('says that %s of a dataset is gone or damaged', async (part, content, message) => {
    await expect(exportWithout(part, content)).rejects.toThrow(UnreadableDatasetError);
    await expect(exportWithout(part, content)).rejects.toThrow(message);
  });
});

describe(scanImages, () => {
  it('tells a file that is not there from one that is none, and goes on', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'detectory-scan-'));
    const { images } = readLines([drillLine('gone.jpg'), drillLine('.')]);
    const results = await scanImages({
      storage: createStorage(),
      images: images.map((image) => image),
      locate: async ({ sourceRef }) => ({ uri: join(dir, sourceRef) }),
    });
    expect(results).toMatchObject([{ reason: 'image-missing' }, { reason: 'image-unreadable' }]);
    await rm(dir, { recursive: true });
  });
});
