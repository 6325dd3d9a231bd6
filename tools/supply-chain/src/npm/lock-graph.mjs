/** @import { LockPackage, PackageLock } from '../types.js' */

/**
 * Where Node would find `name` from the package at `from`: the nearest node_modules upwards.
 * @param {PackageLock['packages']} packages
 * @param {string} from a key of the lock
 * @param {string} name
 * @returns {string | undefined} the key, links followed
 */
export function resolveFrom(packages, from, name) {
  for (let folder = from; ; folder = parentOf(folder)) {
    const key = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    const found = packages[key];
    if (found) return found.link ? found.resolved : key;
    if (folder === '') return undefined;
  }
}

/** The folder above the nearest node_modules, or above a workspace's package. @param {string} key */
function parentOf(key) {
  const at = key.lastIndexOf('/node_modules/');
  if (at >= 0) return key.slice(0, at);
  return '';
}

/**
 * Names that a package asks for at run time; peers that need not be there are left out.
 * @param {LockPackage} entry
 * @param {{ withDev?: boolean }} [options]
 */
export function requestedBy(entry, { withDev = false } = {}) {
  const peers = Object.keys(entry.peerDependencies ?? {}).filter(
    (name) => !entry.peerDependenciesMeta?.[name]?.optional,
  );
  return [
    ...Object.keys(entry.dependencies ?? {}),
    ...Object.keys(entry.optionalDependencies ?? {}),
    ...peers,
    ...(withDev ? Object.keys(entry.devDependencies ?? {}) : []),
  ];
}

/**
 * Everything that the packages at `starts` need at run time, themselves included.
 * @param {PackageLock['packages']} packages
 * @param {readonly string[]} starts
 */
export function reachableFrom(packages, starts) {
  const seen = new Set(starts);
  for (const key of seen)
    for (const name of requestedBy(packages[key] ?? {})) {
      const found = resolveFrom(packages, key, name);
      if (found) seen.add(found);
    }
  return seen;
}
