import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createScratchFolder } from './scratch-folder.js';

describe(createScratchFolder, () => {
  it('makes folders below one, and removes them all', async () => {
    const scratch = createScratchFolder();
    const [first, second] = await Promise.all([scratch.create(), scratch.create()]);
    expect(first).not.toBe(second);
    expect(dirname(first)).toBe(dirname(second));
    await scratch.remove();
    expect(existsSync(dirname(first))).toBe(false);
    await scratch.remove();
  });
});
