import { createStorage } from '@detectory/storage';
import { describe, expect, it } from 'vitest';
import { readClassList } from './read-class-list.js';

describe(readClassList, () => {
  it('takes more names than the name of a file may have bytes', async () => {
    const names = Array.from({ length: 80 }, (_, i) => `class ${i}`);
    expect(await readClassList(createStorage(), names.join(','))).toEqual(names);
  });
});
