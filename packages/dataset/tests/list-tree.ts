import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder with its content (Latin-1, so that bytes compare), by relative path. */
export async function readTree(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files: [string, string][] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.push([path.slice(dir.length + 1), await readFile(path, 'latin1')]);
  }
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
