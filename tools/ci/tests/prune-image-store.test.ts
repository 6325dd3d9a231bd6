import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pruneImageStore } from '../src/prune-image-store.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-images-'));
  for (const path of ['store', 'containers/serving', 'containers/training'])
    mkdirSync(join(folder, path), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const [now, before] = ['a', 'b'].map((digit) => digit.repeat(64));

describe(pruneImageStore, () => {
  it('removes what an image was, and leaves images that this run did not look at', () => {
    writeFileSync(join(folder, 'containers/serving/image.json'), JSON.stringify({ name: 'serving-image', tag: now }));
    const archives = [
      `serving-image-${now}.tar`,
      `serving-image-${before}.tar`,
      `training-image-${before}.tar`,
      'notes.txt',
    ];
    for (const name of archives) writeFileSync(join(folder, 'store', name), '');
    expect(pruneImageStore(join(folder, 'store'), join(folder, 'containers'))).toEqual([archives[1]]);
    expect(readdirSync(join(folder, 'store')).sort()).toEqual(['notes.txt', archives[0], archives[2]]);
  });

  it('does nothing where there is no store', () => {
    expect(pruneImageStore(join(folder, 'none'), join(folder, 'containers'))).toEqual([]);
  });
});
