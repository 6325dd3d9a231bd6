import { createStorage } from '@detectory/storage';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createImageLocator, readClassList, scanImages } from '../src/adapters/index.js';
import { tree } from './label-tree.js';
import { makePng } from './make-image.js';
import { drillLine, readLines } from './make-line.js';

const storage = createStorage();

describe(scanImages, () => {
  it('gives facts or what is wrong, in the order of the images, and tells how far it is', async () => {
    const root = await tree({ 'a.png': makePng(64, 48), 'c.png': 'no image' });
    const { images } = readLines(['a.png', 'b.png', 'c.png'].map((name) => drillLine(`s3://b/${name}`)));
    const steps: number[] = [];
    const results = await scanImages({
      storage,
      images,
      locate: createImageLocator({ storage, root, manifests: [] }),
      withMd5: true,
      concurrency: 2,
      onProgress: (done) => steps.push(done),
    });
    expect(results).toMatchObject([
      { uri: join(root, 'a.png'), md5: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      { reason: 'image-missing' },
      { reason: 'image-unreadable' },
    ]);
    expect(steps).toEqual([1, 2, 3]);
  });

  it('reads an image without a look at it before, and goes past a folder of its name', async () => {
    const root = await tree({ 'b/a.png/notes.txt': 'a folder', 'a.png': makePng(64, 48), 'b/c.png': makePng(64, 48) });
    const { images } = readLines(['a.png', 'c.png'].map((name) => drillLine(`s3://b/${name}`)));
    const lookedAt: string[] = [];
    const stat = (uri: string): ReturnType<typeof storage.stat> => {
      lookedAt.push(uri);
      return storage.stat(uri);
    };
    const locate = createImageLocator({ storage: { ...storage, stat }, root, manifests: [] });
    const results = await scanImages({ storage: { ...storage, stat }, images, locate });
    expect(results).toMatchObject([{ uri: join(root, 'a.png') }, { uri: join(root, 'b/c.png') }]);
    expect(lookedAt).toEqual([join(root, 'b/a.png')]);
  });
});

describe(readClassList, () => {
  it('reads a file, or names with commas between them', async () => {
    const root = await tree({ 'labels.json': '["drill","saw"]' });
    expect(await readClassList(storage, join(root, 'labels.json'))).toEqual(['drill', 'saw']);
    expect(await readClassList(storage, 'drill, saw')).toEqual(['drill', 'saw']);
  });
});
