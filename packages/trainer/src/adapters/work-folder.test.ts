import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeWorkFolder, removeAbandonedFolders } from './work-folder.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'detectory-abandoned-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(parent, { recursive: true });
});

/** A work folder as a process leaves it that was killed, unless its account says something else. */
async function abandon(changed: { place?: string; process?: object } = {}): Promise<string> {
  const folder = await makeWorkFolder('detectory-train-', parent);
  const file = join(folder, '.owner.json');
  const owner = JSON.parse(readFileSync(file, 'utf8')) as object;
  // Linux counts processes up to 2^22.
  const gone = { kind: 'process', pid: 2 ** 22 + 1, startedAt: '1' };
  writeFileSync(file, JSON.stringify({ ...owner, process: gone, ...changed }));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'photo.npy'), 'decoded');
  return folder;
}

describe(removeAbandonedFolders, () => {
  it('removes what killed trainings have left', async () => {
    await abandon();
    await abandon({ process: { kind: 'process', pid: process.pid, startedAt: 'another start of that number' } });
    await removeAbandonedFolders(parent);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('keeps the folders of living processes, and of those that it can not know', async () => {
    const kept = [
      await makeWorkFolder('detectory-train-', parent),
      await makeWorkFolder('detectory-glue-', parent),
      await abandon({ place: 'a container with numbers of its own' }),
      await abandon({ process: {} }),
    ];
    const nobodys = join(parent, 'detectory-train-nobodys');
    mkdirSync(nobodys);
    await removeAbandonedFolders(parent);
    expect(readdirSync(parent).sort()).toEqual([...kept, nobodys].map((folder) => basename(folder)).sort());
  });

  it("keeps other users' folders", async () => {
    const other = await abandon();
    vi.spyOn(process, 'getuid').mockReturnValue(4711);
    await removeAbandonedFolders(parent);
    expect(existsSync(other)).toBe(true);
  });

  it('follows no link', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'detectory-elsewhere-'));
    const folder = await abandon();
    writeFileSync(join(elsewhere, '.owner.json'), readFileSync(join(folder, '.owner.json')));
    symlinkSync(elsewhere, join(parent, 'detectory-train-link'));
    await removeAbandonedFolders(parent);
    expect([readdirSync(parent), readdirSync(elsewhere)]).toEqual([['detectory-train-link'], ['.owner.json']]);
    rmSync(elsewhere, { recursive: true });
  });

  it('does nothing where there is no such folder', async () => {
    await expect(removeAbandonedFolders(join(parent, 'gone'))).resolves.toBeUndefined();
  });
});
