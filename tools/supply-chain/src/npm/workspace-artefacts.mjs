import { correctLicence } from '../licence/correct-licence.mjs';
import { npmPurl } from '../purl.mjs';
import { mergeParts } from '../sbom/merge-parts.mjs';
import { reachableFrom, requestedBy, resolveFrom } from './lock-graph.mjs';

/** @import { Artefact, LicenceCorrection, LockPackage, PackageLock, Part } from '../types.js' */

/**
 * The npm workspace as its lock file names it. Tools build and check; what packages, apps and containers need is not dev.
 * @param {PackageLock} lock
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Artefact}
 */
export function describeWorkspace(lock, corrections) {
  const { packages } = lock;
  const production = reachableFrom(packages, Object.keys(packages).filter(isShipped));
  const keys = Object.keys(packages).filter((key) => key !== '' && !packages[key]?.link);
  const parts = keys.map((key) => toPart(packages, key, !production.has(key), corrections));
  return {
    id: 'workspace',
    kind: 'application',
    name: lock.name,
    version: lock.version,
    licence: packages['']?.license ?? 'NOASSERTION',
    dependsOn: [
      ...edges(packages, ''),
      ...keys.filter((key) => !key.includes('node_modules/')).map((key) => purlOf(packages, key)),
    ],
    parts: mergeParts(parts),
  };
}

/**
 * What our packages, apps and containers need, apart from what only builds and tests need.
 * @param {Artefact} workspace
 * @returns {[Artefact, Artefact]}
 */
export function splitWorkspace(workspace) {
  return [
    { ...workspace, parts: workspace.parts.filter((part) => !part.dev) },
    { ...workspace, id: 'workspace-dev', parts: workspace.parts.filter((part) => part.dev) },
  ];
}

/** @param {string} key */
function isShipped(key) {
  return /^(packages|apps|containers)\/[^/]+$/.test(key);
}

/**
 * @param {PackageLock['packages']} packages
 * @param {string} key
 * @param {boolean} dev
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Part}
 */
function toPart(packages, key, dev, corrections) {
  const entry = /** @type {LockPackage} */ (packages[key]);
  const name = nameOf(packages, key);
  const own = !key.includes('node_modules/');
  return {
    ecosystem: 'npm',
    name,
    version: entry.version ?? '',
    purl: purlOf(packages, key),
    ...correctLicence('npm', name, entry.license, corrections),
    dev,
    optional: entry.optional === true,
    own,
    ...(entry.integrity ? { hashes: toHashes(entry.integrity) } : {}),
    paths: [key],
    dependsOn: edges(packages, key),
  };
}

/**
 * @param {PackageLock['packages']} packages
 * @param {string} key
 */
function edges(packages, key) {
  const found = requestedBy(packages[key] ?? {}, { withDev: !key.includes('node_modules/') }).map((name) =>
    resolveFrom(packages, key, name),
  );
  return found.filter((other) => other !== undefined).map((other) => purlOf(packages, other));
}

/**
 * @param {PackageLock['packages']} packages
 * @param {string} key
 */
function purlOf(packages, key) {
  return npmPurl(nameOf(packages, key), packages[key]?.version ?? '');
}

/**
 * @param {PackageLock['packages']} packages
 * @param {string} key
 * @returns {string}
 */
function nameOf(packages, key) {
  return packages[key]?.name ?? key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * @param {string} integrity `sha512-…` in base64
 * @returns {NonNullable<Part['hashes']>}
 */
function toHashes(integrity) {
  const names = /** @type {const} */ ({ sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' });
  return integrity.split(/\s+/).flatMap((one) => {
    const at = one.indexOf('-');
    const algorithm = names[/** @type {keyof typeof names} */ (one.slice(0, at))];
    return algorithm ? [{ algorithm, hex: Buffer.from(one.slice(at + 1), 'base64').toString('hex') }] : [];
  });
}
