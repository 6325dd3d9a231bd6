import { AccessDeniedError, type Storage } from '@detectory/storage';
import { describe, expect, it } from 'vitest';
import { countRemotePhotos } from './count-remote-photos.js';

const data = 's3://photos/tools';

/** A bucket that holds these files. */
function storageOf(files: Readonly<Record<string, string | Error>>): Storage {
  const storage: Pick<Storage, 'list' | 'readBytes'> = {
    async *list() {
      for (const path of Object.keys(files)) yield { uri: `${data}/${path}`, sizeBytes: 1 };
    },
    readBytes: (uri) => {
      const text = files[uri.slice(data.length + 1)];
      return text instanceof Error ? Promise.reject(text) : Promise.resolve(Buffer.from(text ?? ''));
    },
  };
  return storage as Storage;
}

const count = (files: Readonly<Record<string, string | Error>>, uri = data) => countRemotePhotos(uri, storageOf(files));

describe(countRemotePhotos, () => {
  it.each([
    [
      "detectory-prep's",
      'path: /opt/ml/input/data/training\ntrain: images/train\nval: images/val',
      'images/train',
      'images/val',
    ],
    ["Roboflow's", 'train: ../train/images\nval: ../valid/images', 'train/images', 'valid/images'],
  ])('counts the photos of %s layout', async (_, places, train, val) => {
    const photos = { [`${train}/1.jpg`]: '', [`${train}/2.PNG`]: '', [`${val}/3.jpg`]: '', [`${val}/notes.txt`]: '' };
    const files = { 'data.yaml': `${places}\nnames: [drill]\n`, ...photos };
    expect(await count(files)).toEqual({ train: 2, val: 1 });
    expect(await count(files, `${data}/`)).toEqual({ train: 2, val: 1 });
  });

  it('counts those of lists', async () => {
    const files = { 'train.txt': './a/1.jpg\n./b/2.jpg\n', 'a/1.jpg': '', 'b/2.jpg': '' };
    expect(await count({ 'data.yaml': 'train: train.txt\nnames: [drill]\n', ...files })).toEqual({ train: 2, val: 0 });
  });

  it('knows of none where data.yaml names another place, or may not be read from here', async () => {
    const elsewhere = 'train: /mnt/photos\nnames: [drill]\n';
    expect(await count({ 'data.yaml': elsewhere, 'images/train/1.jpg': '' })).toBeUndefined();
    expect(await count({ 'data.yaml': new AccessDeniedError(data, 'read', '') })).toBeUndefined();
  });

  it('refuses what is no dataset', async () => {
    await expect(count({ 'images/train/1.jpg': '' })).rejects.toThrow(
      /There is no data\.yaml below s3:\/\/photos\/tools/,
    );
    await expect(count({ 'data.yaml': 'names: [drill]' })).rejects.toThrow(/has no train: folder/);
  });
});
