import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileNotFoundError, StorageFailedError } from '../../errors.js';
import { createLocalStorage } from './create-local-storage.js';

const storage = createLocalStorage();
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'detectory-storage-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe(createLocalStorage, () => {
  it('writes a file with its folders and reads it back', async () => {
    const path = join(dir, 'a/b/c.txt');
    await storage.writeBytes(path, 'hello');
    expect(Buffer.from(await storage.readBytes(path)).toString()).toBe('hello');
    expect(await storage.stat(path)).toEqual({ sizeBytes: 5 });
  });

  it('reads a file of no bytes as such', async () => {
    const path = join(dir, 'empty');
    await storage.writeBytes(path, '');
    expect(await storage.readBytes(path)).toHaveLength(0);
  });

  it('leaves no file and no temporary file when the writing fails', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(storage.writeStream(join(dir, 'x'), failing(), 8)).rejects.toThrow(StorageFailedError);
    expect(await readdir(dir)).toEqual([]);
  });

  it('streams what it wrote', async () => {
    const path = join(dir, 'x');
    await storage.writeStream(path, chunksOf('ab', 'cd'), 4);
    const read = async (from?: number): Promise<string> => {
      const chunks = [];
      for await (const chunk of storage.readStream(path, from)) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    };
    expect(await Promise.all([read(), read(3)])).toEqual(['abcd', 'd']);
  });

  it('lists the files below a folder in the order of their paths', async () => {
    for (const name of ['b.txt', 'a/z.txt', 'a.txt', 'a-.txt']) await storage.writeBytes(join(dir, name), name);
    const listed = [];
    for await (const file of storage.list(dir)) listed.push(file.uri.slice(dir.length + 1));
    expect(listed).toEqual(['a-.txt', 'a.txt', 'a/z.txt', 'b.txt']);
  });

  it('lists nothing where there is no folder', async () => {
    for await (const file of storage.list(join(dir, 'none'))) expect.fail(file.uri);
  });

  it('copies a file and removes it, twice without complaint', async () => {
    await storage.writeBytes(join(dir, 'a'), 'x');
    await storage.copy(join(dir, 'a'), join(dir, 'sub/b'));
    await storage.remove(join(dir, 'a'));
    await storage.remove(join(dir, 'a'));
    expect([await storage.stat(join(dir, 'a')), await storage.stat(join(dir, 'sub/b'))]).toEqual([
      undefined,
      { sizeBytes: 1 },
    ]);
  });

  it('says which file is not there', async () => {
    const path = join(dir, 'none.txt');
    await expect(storage.readBytes(path)).rejects.toThrow(FileNotFoundError);
    await expect(storage.readBytes(path)).rejects.toThrow(`There is no file ${path}.`);
    await expect(storage.readStream(path)[Symbol.asyncIterator]().next()).rejects.toThrow(FileNotFoundError);
    await expect(storage.copy(path, join(dir, 'b'))).rejects.toThrow(`There is no file ${path}.`);
  });

  it('says that a folder is no file', async () => {
    await mkdir(join(dir, 'folder'));
    await expect(storage.readBytes(join(dir, 'folder'))).rejects.toThrow('it is a folder');
    await writeFile(join(dir, 'file'), '');
    await expect(storage.writeBytes(join(dir, 'file/below'), '')).rejects.toThrow('Could not write');
    expect(await storage.stat(join(dir, 'file/below'))).toBeUndefined();
  });

  it('says what it may not look at', async () => {
    const name = 'n'.repeat(300);
    await expect(storage.stat(join(dir, name))).rejects.toThrow('the name is longer than the file system allows');
    await writeFile(join(dir, 'file'), '');
    await expect(storage.list(join(dir, 'file'))[Symbol.asyncIterator]().next()).resolves.toMatchObject({ done: true });
  });
});
