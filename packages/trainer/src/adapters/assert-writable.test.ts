import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutputNotWritableError } from '../errors.js';
import { assertWritable } from './assert-writable.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'detectory-writable-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Nobody can take the right to write from root, as whom tests may run. */
const refuseWith = (code: string) => (path: string) =>
  Promise.reject(path === folder ? Object.assign(new Error(code), { code }) : new Error(`not asked for: ${path}`));

describe(assertWritable, () => {
  it('takes a folder that is there or can be made, and makes none', async () => {
    await assertWritable(folder);
    await assertWritable(join(folder, 'a', 'b'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a file in the place of the folder, and of one above it', async () => {
    const file = join(folder, 'runs');
    writeFileSync(file, '');
    await expect(assertWritable(file)).rejects.toThrow(OutputNotWritableError);
    await expect(assertWritable(join(file, 'a', 'b'))).rejects.toThrow(
      `Nothing can be written to ${join(file, 'a', 'b')}: ${file} is a file, not a folder. Pass --out with`,
    );
  });

  it.each([
    ['EROFS', /is on a disk that is mounted read-only\. Pass --out/],
    ['EACCES', /this user may not write in .* \(EACCES\)\. Pass --out/],
  ])('tells the reason for %s of the nearest folder that is there', async (code, text) => {
    await expect(assertWritable(join(folder, 'a', 'b'), refuseWith(code))).rejects.toThrow(text);
  });
});
