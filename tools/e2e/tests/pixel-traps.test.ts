import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeImage } from '@detectory/imaging/sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { runPython } from '../src/run-python.js';

const dir = mkdtempSync(join(tmpdir(), 'detectory-pixels-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe(decodeImage, () => {
  it('equals OpenCV bit for bit on CMYK, 16 bits, grey, palettes and alpha, and Pillow on a GIF', async () => {
    const theirs = (await runPython('pixel_traps.py', [dir])) as Record<string, string>;
    expect(Object.keys(theirs)).toHaveLength(23);
    const ours: Record<string, string> = {};
    for (const name of Object.keys(theirs)) {
      const { pixels } = await decodeImage(readFileSync(join(dir, name)));
      ours[name] = createHash('sha256').update(pixels).digest('hex');
    }
    expect(ours).toEqual(theirs);
  });
});
