import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashContext, packContext } from '../src/build-context.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-context-'));
  mkdirSync(join(folder, 'python', '__pycache__'), { recursive: true });
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(folder, 'python', 'train.py'), 'print()\n');
  writeFileSync(join(folder, 'README.md'), 'not asked for\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const pack = (): Promise<Buffer> =>
  packContext({ kind: 'test', image: 'test', folder, bundle: {}, bases: {}, context: ['python', 'Dockerfile'] });

describe(packContext, () => {
  it('gives the same bytes whatever the times, the umask and what Python left behind', async () => {
    const before = await pack();
    utimesSync(join(folder, 'Dockerfile'), 1, 1);
    chmodSync(join(folder, 'Dockerfile'), 0o600);
    writeFileSync(join(folder, 'python', '__pycache__', 'train.pyc'), 'compiled');
    writeFileSync(join(folder, 'README.md'), 'still not asked for\n');
    expect(await pack()).toEqual(before);
  });

  it('tells an executable file, a changed byte and a new name', async () => {
    const seen = [await pack()];
    chmodSync(join(folder, 'python', 'train.py'), 0o700);
    seen.push(await pack());
    writeFileSync(join(folder, 'python', 'train.py'), 'print(1)\n');
    seen.push(await pack());
    writeFileSync(join(folder, 'python', 'new.py'), '');
    seen.push(await pack());
    expect(new Set(seen.map((bytes) => bytes.toString('base64'))).size).toBe(seen.length);
  });

  it('names what is missing, and that bundling comes first', async () => {
    rmSync(join(folder, 'python'), { recursive: true });
    await expect(pack()).rejects.toThrow(/python is missing.*Bundle first/);
  });
});

describe(hashContext, () => {
  const context = Buffer.from('context');

  it('changes with the content of a base', () => {
    const hashes = ['a', 'b'].map((content) => hashContext(context, { BASE_IMAGE: { content } }));
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it("doesn't depend on the order in which the bases are named", () => {
    const [node, python] = [{ content: 'node' }, { content: 'python' }];
    expect(hashContext(context, { A: node, B: python })).toBe(hashContext(context, { B: python, A: node }));
  });
});
