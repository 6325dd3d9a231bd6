import { PackageURL } from 'packageurl-js';

/**
 * @param {string} name with its scope
 * @param {string} version
 */
export function npmPurl(name, version) {
  const [scope, bare] = name.startsWith('@') ? /** @type {[string, string]} */ (name.split('/')) : [undefined, name];
  return new PackageURL('npm', scope, bare, version, undefined, undefined).toString();
}

/**
 * @param {string} name
 * @param {string} version
 */
export function pypiPurl(name, version) {
  return new PackageURL('pypi', undefined, normalisePythonName(name), version, undefined, undefined).toString();
}

/**
 * @param {string} name
 * @param {string} version
 * @param {{ arch: string, distro?: string | undefined }} where distro: `debian-12`
 */
export function debPurl(name, version, { arch, distro }) {
  return new PackageURL('deb', 'debian', name, version, distro ? { arch, distro } : { arch }, undefined).toString();
}

/**
 * @param {string} name
 * @param {string} version
 */
export function genericPurl(name, version) {
  return new PackageURL('generic', undefined, name, version || undefined, undefined, undefined).toString();
}

/** PEP 503. @param {string} name */
export function normalisePythonName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
