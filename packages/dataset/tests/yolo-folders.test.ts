import { createStorage } from '@detectory/storage';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelSources } from '../src/adapters/index.js';
import { NothingLabelledError } from '../src/errors.js';
import { box, photo, read, row, tree } from './label-tree.js';
import { makeJpeg } from './make-image.js';
import { createMemoryS3 } from './memory-s3.js';

describe('YOLO folders', () => {
  it('read boxes in the pixels of the image, whose header gives the size', async () => {
    const dir = await tree({
      'data.yaml': 'path: .\ntrain: images/train\nval: images/val\nnames: [drill]\n',
      'images/train/a.png': photo,
      'images/val/sub/b.png': photo,
      'labels/train/a.txt': row,
      'labels/val/sub/b.txt': '',
    });
    for (const input of [dir, join(dir, 'data.yaml')])
      expect(await read(input)).toEqual({
        format: 'yolo',
        classes: ['drill'],
        images: [['images/train/a.png', box], ['images/val/sub/b.png']],
        problems: [],
        notes: { 'split-not-kept': 2 },
        found: ['a.png', 'b.png'],
      });
  });

  it('read boxes in the frame that the trainer sees: the photo turned', async () => {
    const dir = await tree({
      'data.yaml': 'train: images\nnames: [drill]',
      'images/a.jpg': makeJpeg(64, 48, { orientation: 6 }),
      'labels/a.txt': row,
    });
    expect((await read(dir)).images).toEqual([['images/a.jpg', ['drill', 18, 16, 12, 32]]]);
  });

  it('take lists of images, relative to the root, to the list (./) or absolute', async () => {
    const dir = await tree({
      'data.yaml': 'train: [lists/one.txt, lists/two.txt, lists/three.txt]\nnames: [drill]',
      'lists/one.txt': '\ufeffimages/a.png\r\n\r\n',
      'lists/two.txt': './images/b.png\n',
      'images/a.png': photo,
      'images/c.png': photo,
      'lists/images/a.png': photo,
      'lists/images/b.png': photo,
      'labels/a.txt': row,
    });
    await writeFile(join(dir, 'lists/three.txt'), `${dir}/images/c.png`);
    const { images, found } = await read(dir);
    expect(images).toEqual([['images/a.png', box], ['lists/images/b.png'], ['images/c.png']]);
    expect(found).toEqual(['a.png', 'b.png', 'c.png']);
  });

  it('find a dataset that was moved away from the path in its data.yaml', async () => {
    const dir = await tree({
      'data.yaml': 'path: /opt/ml/input/data/training\ntrain: images/train\nnames: [drill]',
      'images/train/a.png': photo,
      'labels/train/a.txt': row,
    });
    expect((await read(dir)).images).toEqual([['images/train/a.png', box]]);
  });

  it('follow a path to another folder', async () => {
    const dir = await tree({
      'conf/data.yaml': 'path: ../set\ntrain: images\nnames: [drill]',
      'set/images/a.png': photo,
      'set/labels/a.txt': row,
    });
    const { images, found } = await read(join(dir, 'conf/data.yaml'));
    expect([images, found]).toEqual([[[join(dir, 'set/images/a.png'), box]], ['a.png']]);
  });

  it("find Roboflow's ../train/images beside data.yaml", async () => {
    const dir = await tree({
      'data.yaml': 'train: ../train/images\nval: ../valid/images\ntest: ../test/images\nnc: 1\nnames: ["drill"]',
      'train/images/a.png': photo,
      'train/labels/a.txt': row,
    });
    expect((await read(dir)).images).toEqual([['train/images/a.png', box]]);
  });

  it('take an image that stands in train and val once, and an image without a label file for a negative', async () => {
    const dir = await tree({ 'data.yaml': 'train: images\nval: images\nnames: [drill]', 'images/a.png': photo });
    expect(await read(dir)).toMatchObject({
      images: [['images/a.png']],
      notes: { 'image-named-again': 1, 'label-file-missing': 1 },
    });
  });

  it('name the row that is wrong, and what is missing or no image', async () => {
    const dir = await tree({
      'data.yaml': 'train: train.txt\nnames: [drill]',
      'train.txt': 'images/a.png\nimages/b.png\nimages/c.png\nimages/d.png',
      'images/a.png': photo,
      'images/b.png': 'not an image',
      'images/d.png': photo,
      'labels/a.txt': '0 0.1 0.1 0.9 0.1 0.9 0.9\n',
      'labels/b.txt': row,
      'labels/c.txt': row,
      'labels/d.txt': '7 0.5 0.5 0.1 0.1\n',
    });
    expect((await read(dir)).problems).toEqual([
      'label-malformed images/a.png',
      'image-unreadable images/b.png',
      'image-missing images/c.png',
      'class-unknown images/d.png',
    ]);
  });

  it('ask for the names of the classes where nothing gives them', async () => {
    const dir = await tree({ 'images/a.png': photo, 'labels/a.txt': row });
    await expect(read(dir)).rejects.toThrow(/nothing names the classes.*--labels/);
    expect((await read(dir, { classList: ['drill'] })).images).toEqual([['images/a.png', box]]);
  });

  it.each([
    ['an empty classes.txt', { 'classes.txt': '\n', 'images/a.png': photo, 'labels/a.txt': row }],
    ['no name in data.yaml', { 'data.yaml': 'train: images\nnames: []', 'images/a.png': photo, 'labels/a.txt': row }],
  ])('ask for the names of the classes where there is %s, and take those of --labels', async (_, files) => {
    const dir = await tree(files);
    await expect(read(dir)).rejects.toThrow(/nothing names the classes.*--labels/);
    expect((await read(dir, { classList: ['drill'] })).images).toEqual([['images/a.png', box]]);
  });

  it('take label files alone where --images has the images, but not the lists that tools leave beside them', async () => {
    const images = await tree({ 'a.png': photo });
    const lists = { 'train.txt': 'a.png\n', 'README.txt': 'Exported today.', 'README.roboflow.txt': 'Dataset' };
    const dir = await tree({ 'classes.txt': 'drill\n', 'a.txt': row, ...lists });
    expect(await read(dir, { images })).toMatchObject({ images: [['a', box]], problems: [], found: ['a.png'] });
  });

  it('say where they looked for images that are nowhere', async () => {
    const dir = await tree({ 'data.yaml': 'path: sets\ntrain: images/train\nnames: [drill]' });
    await expect(read(dir)).rejects.toThrow(
      /"train" names images\/train, where neither images nor labels are.*sets\/images\/train/,
    );
    const none = await tree({ 'data.yaml': 'val: images/val\nnames: [drill]' });
    await expect(read(none)).rejects.toThrow(NothingLabelledError);
  });

  it('are read from S3 too', async () => {
    const s3 = createMemoryS3();
    s3.objects.set('s3://b/set/data.yaml', Buffer.from('train: images\nnames: [drill]'));
    s3.objects.set('s3://b/set/images/a b+%.png', photo);
    s3.objects.set('s3://b/set/labels/a b+%.txt', Buffer.from(row));
    const storage = createStorage(async () => s3.storage);
    expect(await read('s3://b/set', { storage })).toMatchObject({
      images: [['images/a b+%.png', box]],
      found: ['a b+%.png'],
    });
  });

  it('have a hash that changes with any label', async () => {
    const files = { 'data.yaml': 'train: images\nnames: [drill]', 'images/a.png': photo, 'labels/a.txt': row };
    const hashOf = async (label: string): Promise<unknown> => {
      const dir = await tree({ ...files, 'labels/a.txt': label });
      return (await readLabelSources({ storage: createStorage(), inputs: [dir] })).manifestHashes;
    };
    expect(await hashOf(row)).toEqual(await hashOf(row));
    expect(await hashOf(row)).not.toEqual(await hashOf(''));
  });
});
