import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetUnusableError } from '../../errors.js';
import { readLabelledPhotos } from './read-labelled-photos.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-evaluate-'));
  await mkdir(join(folder, 'images', 'val'), { recursive: true });
  await mkdir(join(folder, 'labels', 'val'), { recursive: true });
  await writeFile(join(folder, 'data.yaml'), 'val: images/val\nnames: [drill, saw]\n');
});
afterEach(() => rm(folder, { recursive: true }));

const photo = (name: string) => writeFile(join(folder, 'images', 'val', `${name}.jpg`), 'not read here');
const label = (name: string, text: string) => writeFile(join(folder, 'labels', 'val', `${name}.txt`), text);

describe(readLabelledPhotos, () => {
  it('reads boxes of every photo of the split, and none where there is no label file', async () => {
    await Promise.all([photo('a'), photo('b'), label('a', '1 0.5 0.5 0.25 0.25\n1 0.5 0.5 0.25 0.25\n')]);
    expect(await readLabelledPhotos(folder, 'val')).toEqual({
      classNames: ['drill', 'saw'],
      photos: [
        { path: join(folder, 'images/val/a.jpg'), name: 'images/val/a.jpg', rows: [[1, 0.5, 0.5, 0.25, 0.25]] },
        { path: join(folder, 'images/val/b.jpg'), name: 'images/val/b.jpg', rows: [] },
      ],
    });
  });

  it('refuses a label file that YOLOv5 would drop, and says which', async () => {
    await Promise.all([photo('a'), label('a', '0 0.5 0.5 1.2 0.2\n')]);
    await expect(readLabelledPhotos(folder, 'val')).rejects.toThrow(/labels\/val\/a.txt: row 1 has a value over 1/);
  });

  it('refuses a split that is not there', async () => {
    await expect(readLabelledPhotos(folder, 'test')).rejects.toThrow(/no test: folder.*--split/);
    await expect(readLabelledPhotos(folder, 'val')).rejects.toThrow(DatasetUnusableError);
  });
});
