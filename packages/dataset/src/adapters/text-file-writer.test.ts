import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TextFileWriter } from './text-file-writer.js';

/** More than twice what comes before the thread, and several times what waits for it. */
const fileCount = 2500;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-texts-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function writeNumbered(writer: TextFileWriter, count: number, folder = dir): Promise<void> {
  for (let i = 0; i < count; i++) await writer.write(join(folder, `${i}.txt`), `text ${i}\n`);
}

async function readNumbered(count: number): Promise<number> {
  let same = 0;
  for (let i = 0; i < count; i++) if ((await readFile(join(dir, `${i}.txt`), 'utf8')) === `text ${i}\n`) same++;
  return same;
}

describe(TextFileWriter, () => {
  it.each([0, 1, 128, 1025, fileCount])('has written all of %i files when it settles', async (count) => {
    const writer = new TextFileWriter();
    await writeNumbered(writer, count);
    await writer.settle();
    expect(await readdir(dir)).toHaveLength(count);
    expect(await readNumbered(count)).toBe(count);
  });

  it('takes files of many callers at once', async () => {
    const writer = new TextFileWriter();
    let next = 0;
    const caller = async (): Promise<void> => {
      while (next < fileCount) {
        const i = next++;
        await writer.write(join(dir, `${i}.txt`), `text ${i}\n`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, caller));
    await writer.settle();
    expect(await readNumbered(fileCount)).toBe(fileCount);
  });

  it.each([0, 1100, fileCount - 1])(
    'throws the file system’s error when the file at %i can’t be made',
    async (position) => {
      const writer = new TextFileWriter();
      const blocked = join(dir, `${position}.txt`);
      await mkdir(blocked);
      const wrote = writeNumbered(writer, fileCount).finally(() => writer.settle());
      await expect(wrote).rejects.toMatchObject({ code: 'EISDIR', path: blocked });
    },
  );

  it('throws it soon, not at the end', async () => {
    const writer = new TextFileWriter();
    await expect(writeNumbered(writer, fileCount, join(dir, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writer.settle()).resolves.toBeUndefined();
  });

  it('writes what comes after it has settled', async () => {
    const writer = new TextFileWriter();
    await writer.settle();
    await writeNumbered(writer, 300);
    await writer.settle();
    expect(await readNumbered(300)).toBe(300);
  });
});
