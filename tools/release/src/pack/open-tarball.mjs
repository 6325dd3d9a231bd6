import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { extract } from 'tar';

/**
 * @typedef {object} OpenTarball
 * @property {string} folder where its `package/` lies
 * @property {import('../projects.mjs').Manifest} manifest
 * @property {readonly string[]} files relative paths, with `/`
 * @property {(path: string) => string} read
 */

/**
 * Unpacks a tarball into a temporary folder for as long as `use` takes.
 * @template T
 * @param {string} file
 * @param {(tarball: OpenTarball) => Promise<T> | T} use
 * @returns {Promise<T>}
 */
export async function openTarball(file, use) {
  const temporary = mkdtempSync(join(tmpdir(), 'detectory-tarball-'));
  try {
    await extract({ file, cwd: temporary });
    return await use(openFolder(join(temporary, 'package')));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** @param {string} folder an unpacked package @returns {OpenTarball} */
export function openFolder(folder) {
  /** @param {string} path */
  const read = (path) => readFileSync(join(folder, path), 'utf8');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return { folder, manifest: JSON.parse(read('package.json')), files, read };
}
