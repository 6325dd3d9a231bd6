import { describe, expect, it } from 'vitest';
import { chooseFiles } from './choose-files.js';

describe(chooseFiles, () => {
  it('takes photos by type, by ending where the browser knows no type, and names the rest', () => {
    const files = [
      { name: 'a', type: 'image/jpeg' },
      { name: 'b.HEIC', type: '' },
      { name: 'c.txt', type: 'text/plain' },
      { name: 'd', type: '' },
    ];
    const { photos, others } = chooseFiles(files);
    expect(photos.map(({ name }) => name)).toEqual(['a', 'b.HEIC']);
    expect(others).toEqual(['c.txt', 'd']);
  });
});
