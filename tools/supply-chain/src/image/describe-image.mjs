import { readDebianPackages } from '../debian/read-packages.mjs';
import { readLibvipsLibraries } from '../native/libvips-libraries.mjs';
import { readWheelLibraries } from '../native/wheel-libraries.mjs';
import { readBundledPackages } from '../npm/bundled-packages.mjs';
import { readNpmPackages } from '../npm/read-manifests.mjs';
import { genericPurl } from '../purl.mjs';
import { readPythonPackages } from '../python/read-packages.mjs';
import { mergeParts } from '../sbom/merge-parts.mjs';

/** @import { Artefact, LicenceCorrection, PackageLock, Part, RootfsFacts } from '../types.js' */

/**
 * What an image is made of: Debian, npm and Python packages, the libraries that they carry, Node, Python, and our bundle.
 * @param {RootfsFacts} facts of its root file system
 * @param {{ kind: string, name: string, version: string, corrections: readonly LicenceCorrection[],
 *   bundle?: { metafile: { inputs: Record<string, unknown> }, lock: PackageLock } | undefined }} about
 *   version: the image's id; bundle: esbuild's metafile of the program in the image
 * @returns {Artefact}
 */
export function describeImage(facts, { kind, name, version, corrections, bundle }) {
  const python = readPythonPackages(facts, corrections);
  const parts = [
    ...readDebianPackages(facts),
    ...readNpmPackages(facts, corrections),
    ...python,
    ...readLibvipsLibraries(facts),
    ...readWheelLibraries(facts, python),
    ...readPrograms(facts),
    ...(bundle ? readBundle(kind, bundle, corrections) : []),
  ];
  return { id: `image-${kind}`, kind: 'container', name, version, parts: mergeParts(parts) };
}

/** @param {RootfsFacts} facts @returns {Part[]} */
function readPrograms({ programs, texts }) {
  const node = programs.map(({ path, version, sha256 }) => ({
    ...program('node', version, 'MIT', path),
    hashes: [{ algorithm: /** @type {const} */ ('SHA-256'), hex: sha256 }],
  }));
  // Debian's own Python is named by dpkg; this is one that was built into the base image.
  const python = [...texts].flatMap(([path, text]) => {
    const version =
      /^usr\/local\/include\/.*patchlevel\.h$/.test(path) && /#define PY_VERSION\s+"([^"]+)"/.exec(text)?.[1];
    return version ? [program('python', version, 'PSF-2.0', '/usr/local')] : [];
  });
  return [...node, ...python];
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} licence
 * @param {string} path
 * @returns {Part}
 */
function program(name, version, licence, path) {
  return { ecosystem: 'generic', name, version, purl: genericPurl(name, version), licence, paths: [path] };
}

/**
 * @param {string} kind
 * @param {{ metafile: { inputs: Record<string, unknown> }, lock: PackageLock }} bundle
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {Part[]}
 */
function readBundle(kind, { metafile, lock }, corrections) {
  const name = `detectory-${kind}-bundle`;
  const purl = genericPurl(name, lock.version);
  const own = { ecosystem: /** @type {const} */ ('generic'), name, version: lock.version, purl, own: true };
  const parts = readBundledPackages(metafile, lock, corrections, purl);
  return [{ ...own, licence: lock.packages['']?.license ?? 'NOASSERTION' }, ...parts];
}
