import { createStorage } from '@detectory/storage';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLabelSources } from '../src/adapters/index.js';
import { box, coco, named, photo, read, row, tree } from './label-tree.js';

describe("CVAT's exports", () => {
  it('are read as YOLO 1.1, whose lists name data/obj_train_data', async () => {
    const dir = await tree({
      'obj.data': 'classes = 2\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n',
      'obj.names': 'drill\nsaw\n',
      'train.txt': 'data/obj_train_data/a.png\ndata/obj_train_data/b.png\n',
      'obj_train_data/a.png': photo,
      'obj_train_data/a.txt': row,
      'obj_train_data/b.png': photo,
      'obj_train_data/b.txt': '',
    });
    expect(await read(dir)).toMatchObject({
      format: 'yolo',
      classes: ['drill', 'saw'],
      images: [['obj_train_data/a.png', box], ['obj_train_data/b.png']],
    });
  });

  it('are read without their images when --images has these', async () => {
    const photos = await tree({ 'deep/a.png': photo });
    const dir = await tree({
      'obj.data': 'train = train.txt\nnames = obj.names\n',
      'obj.names': 'drill',
      'train.txt': 'obj_train_data/a.png\n',
      'obj_train_data/a.txt': row,
    });
    expect((await read(dir)).problems).toEqual(['image-missing obj_train_data/a.png']);
    expect(await read(dir, { images: photos })).toMatchObject({
      images: [['obj_train_data/a.png', box]],
      found: ['a.png'],
    });
  });

  it('are read with the names that obj.data calls as it will, beside it', async () => {
    const dir = await tree({
      'obj.data': 'train = data/train.txt\nnames = data/tools.names\n',
      'tools.names': 'drill\n',
      'train.txt': 'data/obj_train_data/a.png\n',
      'obj_train_data/a.png': photo,
      'obj_train_data/a.txt': row,
    });
    expect((await read(dir)).classes).toEqual(['drill']);
  });

  it('are read where obj.data is gone, by obj.names beside images and labels', async () => {
    const dir = await tree({ 'obj.names': 'drill\n', 'a.png': photo, 'a.txt': row });
    expect(await read(dir)).toMatchObject({ format: 'yolo', classes: ['drill'], images: [['a.png', box]] });
  });

  it('are read as Ultralytics YOLO, with train.txt and path ./', async () => {
    const dir = await tree({
      'data.yaml': 'names:\n  0: drill\npath: .\ntrain: train.txt\n',
      'train.txt': 'data/images/train/a.png\n',
      'images/train/a.png': photo,
      'labels/train/a.txt': row,
    });
    expect((await read(dir)).images).toEqual([['images/train/a.png', box]]);
  });

  it('are read as COCO in annotations/, with their images beside it', async () => {
    const dir = await tree({
      'annotations/instances_train.json': { info: {}, ...coco },
      'images/train/a.png': photo,
      'images/val/a.png': photo,
    });
    const sources = await readLabelSources({ storage: createStorage(), inputs: [dir] });
    const [image] = sources.labels.images;
    expect(image && (await sources.locate(image))).toEqual({ uri: join(dir, 'images/train/a.png') });
  });
});

describe("Label Studio's exports", () => {
  const notes = { categories: [{ id: 0, name: 'drill' }], info: { year: 2026 } };

  it('are read as YOLO with classes.txt, or notes.json alone', async () => {
    const files = { 'images/3f2a9c1e-a.png': photo, 'labels/3f2a9c1e-a.txt': row };
    for (const classes of [{ 'classes.txt': 'drill\n', 'notes.json': notes }, { 'notes.json': notes }])
      expect(await read(await tree({ ...files, ...classes }))).toMatchObject({
        format: 'yolo',
        images: [['images/3f2a9c1e-a.png', box]],
      });
  });

  it('are read without images, whose names have lost the hash of the upload', async () => {
    const photos = await tree({ 'a.png': photo });
    const dir = await tree({ 'classes.txt': 'drill', 'labels/3f2a9c1e-a.txt': row });
    expect(await read(dir, { images: photos })).toMatchObject({
      images: [['images/3f2a9c1e-a', box]],
      found: ['a.png'],
    });
  });

  it.each([
    ['images/3f2a9c1e-a.png', 'images/3f2a9c1e-a.png'],
    ['images\\1/3f2a9c1e-a.png', 'images/3f2a9c1e-a.png'],
    ['..\\..\\label-studio\\media\\upload\\4\\3f2a9c1e-a.png', 'images/3f2a9c1e-a.png'],
    ['/data/upload/1/3f2a9c1e-a%20b.png', 'images/3f2a9c1e-a b.png'],
    ['/data/local-files/?d=photos/a%20b.png', 'a b.png'],
    ['3f2a9c1e-a.png', 'originals/a.png'],
    ['100%25.png', 'images/100%25.png'],
  ])('are read as COCO that names %s', async (name, path) => {
    const dir = await tree({ 'result.json': named(name), [path]: photo });
    expect(await read(dir)).toMatchObject({ format: 'coco', images: [[name, box]], found: [basename(path)] });
  });
});
