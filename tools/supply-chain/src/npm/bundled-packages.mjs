import { correctLicence } from '../licence/correct-licence.mjs';
import { npmPurl } from '../purl.mjs';

/** @import { LicenceCorrection, PackageLock, Part } from '../types.js' */

/**
 * The npm packages that esbuild put into a bundle, from its metafile and the lock that says their versions.
 * Our own packages are found by their folders.
 * @param {{ inputs: Record<string, unknown> }} metafile
 * @param {PackageLock} lock
 * @param {readonly LicenceCorrection[]} corrections
 * @param {string} bundledIn purl of what carries the bundle
 * @returns {Part[]}
 */
export function readBundledPackages(metafile, lock, corrections, bundledIn) {
  const keys = new Set(Object.keys(metafile.inputs).map((input) => lockKeyOf(input, lock)));
  return [...keys]
    .filter((key) => key !== undefined)
    .map((key) => {
      const entry = lock.packages[key] ?? {};
      const name = entry.name ?? key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return {
        ecosystem: /** @type {const} */ ('npm'),
        name,
        version: entry.version ?? '',
        purl: npmPurl(name, entry.version ?? ''),
        ...correctLicence('npm', name, entry.license, corrections),
        own: !key.includes('node_modules/'),
        bundledIn,
      };
    });
}

/**
 * esbuild names inputs from its working folder: `../../node_modules/express/lib/express.js`, `packages/dataset/src/index.ts`.
 * @param {string} input
 * @param {PackageLock} lock
 */
function lockKeyOf(input, lock) {
  const parts = input
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '..' && part !== '.');
  for (let end = parts.length - 1; end > 0; end--) {
    const key = parts.slice(0, end).join('/');
    if (lock.packages[key]?.version && !lock.packages[key]?.link) return key;
  }
  return undefined;
}
