import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const python = fileURLToPath(new URL('../../../.python/training/bin/python', import.meta.url));
const sitePackages = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], {
  encoding: 'utf8',
}).trim();

/** For each file the hashes by which packages know it, from their RECORD (path, sha256=…, size). */
function readRecords(): Map<string, Map<string, string[]>> {
  const files = new Map<string, Map<string, string[]>>();
  for (const folder of readdirSync(sitePackages).filter((name) => name.endsWith('.dist-info')))
    for (const [path, hash] of rowsOf(join(sitePackages, folder, 'RECORD'))) {
      const hashes = files.get(path) ?? new Map<string, string[]>();
      files.set(path, hashes.set(hash, [...(hashes.get(hash) ?? []), folder]));
    }
  return files;
}

function rowsOf(record: string): [path: string, hash: string][] {
  const rows = readFileSync(record, 'utf8')
    .split('\n')
    .map((row) => /^"?(.+?)"?,(sha256=[^,]+),\d*$/.exec(row));
  return rows.flatMap((row) => (row?.[1] && row[2] ? [[row[1], row[2]]] : []));
}

describe('the Python environment for training', () => {
  it('holds no file that two packages bring with different content: the one that is installed last would win', () => {
    const files = readRecords();
    expect(files.size).toBeGreaterThan(1000);
    const disputed = [...files].filter(([, hashes]) => hashes.size > 1);
    expect(disputed.map(([path, hashes]) => [path, [...hashes.values()].flat()])).toEqual([]);
  });
});
