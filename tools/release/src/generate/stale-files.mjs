import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What of the generated files is missing, or differs from what its program would write.
 * @param {string} root
 * @param {import('./generated-files.mjs').Files} files
 * @returns {string[]} paths
 */
export function staleFiles(root, files) {
  return Object.keys(files)
    .filter((path) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== files[path])
    .sort();
}

/**
 * Writes what is stale; answers its paths.
 * @param {string} root
 * @param {import('./generated-files.mjs').Files} files
 * @returns {string[]}
 */
export function writeStaleFiles(root, files) {
  const stale = staleFiles(root, files);
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files[path] ?? '');
  }
  return stale;
}
