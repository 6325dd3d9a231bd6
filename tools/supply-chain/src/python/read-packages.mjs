import { correctLicence } from '../licence/correct-licence.mjs';
import { normalisePythonName, pypiPurl } from '../purl.mjs';
import { declaredLicence, parseMetadata } from './parse-metadata.mjs';

/** @import { LicenceCorrection, Part, RootfsFacts } from '../types.js' */

// Debian's own Python packages lie in dist-packages and are named by dpkg.
const metadataPath = /(?:^|\/)site-packages\/(?:.+\/)?[^/]+\.dist-info\/METADATA$/;

/** @param {string} path */
export function isMetadata(path) {
  return metadataPath.test(path);
}

/**
 * The Python packages that lie in a root file system, those within others (`setuptools/_vendor`) included.
 * @param {RootfsFacts} facts
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Part[]}
 */
export function readPythonPackages({ texts }, corrections) {
  const found = [...texts]
    .filter(([path]) => metadataPath.test(path))
    .map(([path, text]) => ({ path, ...parseMetadata(text) }));
  const purls = new Map(found.map(({ name, version }) => [normalisePythonName(name), pypiPurl(name, version)]));
  return found.map(({ path, name, version, fields }) => {
    const carrier = purls.get(carrierOf(path));
    return {
      ecosystem: /** @type {const} */ ('pypi'),
      name: normalisePythonName(name),
      version,
      purl: pypiPurl(name, version),
      ...correctLicence('pypi', normalisePythonName(name), declaredLicence(fields), corrections),
      ...(carrier ? { bundledIn: carrier } : {}),
      paths: [`/${path.slice(0, path.lastIndexOf('/'))}`],
      dependsOn: requirementsOf(fields).flatMap((other) => purls.get(other) ?? []),
    };
  });
}

/** @param {string} path */
function carrierOf(path) {
  const inside = path.slice(path.lastIndexOf('site-packages/') + 'site-packages/'.length).split('/');
  return inside.length > 2 ? normalisePythonName(inside[0] ?? '') : '';
}

/** Names in Requires-Dist, those of extras left out. @param {ReadonlyMap<string, string[]>} fields */
function requirementsOf(fields) {
  return (fields.get('requires-dist') ?? [])
    .filter((line) => !/;.*\bextra\s*==/.test(line))
    .map((line) => normalisePythonName(/^[A-Za-z0-9._-]+/.exec(line)?.[0] ?? ''));
}
