import semver from 'semver';

/** @import { Finding, PackageLock } from '../types.js' */

/**
 * Each dependency is one version; peers may be ranges, because they say what others may bring.
 * @param {string} file
 * @param {Record<string, unknown>} manifest
 * @returns {Finding[]}
 */
export function checkManifest(file, manifest) {
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
  return fields.flatMap((field) =>
    entriesOf(/** @type {Record<string, unknown>} */ (manifest[field] ?? {}), field)
      .filter(([, wanted]) => !isExact(wanted))
      .map(([path, wanted]) => ({
        where: file,
        message: `${path} is "${wanted}"; expected one version, such as "1.2.3". Pin it and run \`npm install\`.`,
      })),
  );
}

/**
 * Overrides may nest.
 * @param {Record<string, unknown>} group
 * @param {string} path
 * @returns {[string, string][]}
 */
function entriesOf(group, path) {
  return Object.entries(group).flatMap(([name, wanted]) =>
    typeof wanted === 'object' && wanted !== null
      ? entriesOf(/** @type {Record<string, unknown>} */ (wanted), `${path}.${name}`)
      : [/** @type {[string, string]} */ ([`${path}.${name}`, String(wanted)])],
  );
}

/** `$name` in overrides repeats a direct dependency's version. @param {string} wanted */
function isExact(wanted) {
  return (
    semver.valid(wanted) === wanted || /^\$[\w@/.-]+$/.test(wanted) || /^npm:.+@\d+\.\d+\.\d+[\w.+-]*$/.test(wanted)
  );
}

/**
 * Each package of the lock has the hash of its archive.
 * @param {PackageLock} lock
 * @returns {Finding[]}
 */
export function checkLockHashes(lock) {
  return Object.entries(lock.packages)
    .filter(([key, entry]) => key.includes('node_modules/') && !entry.link && !entry.integrity)
    .filter(([key]) => !key.startsWith('node_modules/@detectory/'))
    .map(([key]) => ({
      where: 'package-lock.json',
      message: `${key} has no integrity hash. Remove its entry and run \`npm install\`.`,
    }));
}
