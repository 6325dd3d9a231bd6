import { correctLicence } from '../licence/correct-licence.mjs';
import { npmPurl } from '../purl.mjs';
import { resolveFrom } from './lock-graph.mjs';

/** @import { LicenceCorrection, Part, RootfsFacts } from '../types.js' */

const manifestPath = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;

/**
 * The npm packages that lie in a root file system.
 * @param {RootfsFacts} facts
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Part[]}
 */
export function readNpmPackages({ texts }, corrections) {
  const found = [...texts].filter(([path]) => manifestPath.test(path)).map(([path, text]) => parseManifest(path, text));
  const manifests = found.filter((manifest) => manifest !== undefined);
  const packages = Object.fromEntries(manifests.map(({ folder, version, license }) => [folder, { version, license }]));
  const purls = new Map(manifests.map(({ folder, name, version }) => [folder, npmPurl(name, version)]));
  return manifests.map(({ folder, name, version, license, requested }) => ({
    ecosystem: 'npm',
    name,
    version,
    purl: npmPurl(name, version),
    ...correctLicence('npm', name, license, corrections),
    own: name.startsWith('@detectory/'),
    paths: [`/${folder}`],
    dependsOn: requested.flatMap((other) => purls.get(resolveFrom(packages, folder, other) ?? '') ?? []),
  }));
}

/** @param {string} path */
export function isManifest(path) {
  return manifestPath.test(path);
}

/**
 * A package.json within a package (a test fixture, a mark of its module type) has no version and is none.
 * @param {string} path
 * @param {string} text
 */
function parseManifest(path, text) {
  const manifest = parseJson(text);
  if (typeof manifest?.name !== 'string' || typeof manifest.version !== 'string') return undefined;
  return {
    folder: path.slice(0, -'/package.json'.length),
    name: manifest.name,
    version: manifest.version,
    license: declaredLicence(manifest),
    requested: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }),
  };
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Old packages have `licenses: [{type}]`, of which the user may choose. @param {{ license?: unknown, licenses?: unknown }} manifest */
function declaredLicence({ license, licenses }) {
  if (typeof license === 'string') return license;
  const types = [license, ...(Array.isArray(licenses) ? licenses : [])].flatMap((one) =>
    typeof one?.type === 'string' ? [one.type] : [],
  );
  return types.join(' OR ');
}
