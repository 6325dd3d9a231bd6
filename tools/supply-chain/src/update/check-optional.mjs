import semver from 'semver';
import { resolveFrom } from '../npm/lock-graph.mjs';

/** @import { Finding, PackageLock } from '../types.js' */

/**
 * A registry mirror that lags behind on packages for other platforms makes npm write a lock without them, which breaks
 * `npm ci` there: each optional dependency of each package must stand in the lock in a version that it accepts.
 * @param {PackageLock} lock
 * @returns {Finding[]} where: the package that wants it, as the lock names it
 */
export function checkOptionalDependencies(lock) {
  return Object.entries(lock.packages).flatMap(([key, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, range]) => !holds(lock, key, name, range))
      .map(([name, range]) => ({
        where: key,
        message: `${key} wants the optional ${name}@${range}, which the lock lacks; \`npm ci\` would break where it is needed. Wait until the registry has it, or keep the older version.`,
      })),
  );
}

/**
 * @param {PackageLock} lock
 * @param {string} key
 * @param {string} name
 * @param {string} range
 */
function holds(lock, key, name, range) {
  const found = resolveFrom(lock.packages, key, name);
  const version = found === undefined ? undefined : lock.packages[found]?.version;
  return version !== undefined && (semver.validRange(range) === null || semver.satisfies(version, range));
}
