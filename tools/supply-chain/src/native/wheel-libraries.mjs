import { noAssertion } from '../licence/parse-licence.mjs';
import { genericPurl, normalisePythonName } from '../purl.mjs';
import { bundledLibraries } from './bundled-libraries.mjs';

/** @import { Part, RootfsFacts } from '../types.js' */

const sharedObject = /\.so(\.[\w.]+)?$/;
const known = bundledLibraries.wheels.map((wheel) => ({ ...wheel, pattern: new RegExp(`^${wheel.file}`) }));

/** Shared libraries in Python packages; Python's own modules are code of the package. @param {string} path */
export function isNativeLibrary(path) {
  return /\/site-packages\/.*\/lib[^/]*$/.test(path) && sharedObject.test(path) && !/\.cpython-[^/]*\.so$/.test(path);
}

/**
 * Libraries that wheels carry in `<package>.libs/` (auditwheel), and those elsewhere in a package that are known by name.
 * What lies in `.libs/` and is not known has no licence, so that the check asks for it.
 * @param {RootfsFacts} facts
 * @param {readonly Part[]} pythonParts
 * @returns {Part[]}
 */
export function readWheelLibraries({ natives }, pythonParts) {
  const purls = new Map(pythonParts.map((part) => [part.name, part.purl]));
  return natives.filter(isNativeLibrary).flatMap((path) => {
    const [folder = '', ...rest] = path.slice(path.lastIndexOf('site-packages/') + 'site-packages/'.length).split('/');
    const file = rest.at(-1) ?? '';
    const library = known.find(({ pattern }) => pattern.test(file));
    const carrier = purls.get(normalisePythonName(folder.replace(/\.libs$/, '')));
    if (!library && !folder.endsWith('.libs')) return [];
    return [toPart(path, file, library, carrier)];
  });
}

/**
 * @param {string} path
 * @param {string} file
 * @param {{ name: string, licence: string } | undefined} library
 * @param {string | undefined} carrier
 * @returns {Part}
 */
function toPart(path, file, library, carrier) {
  const name = library?.name ?? file;
  const version = /\.so\.([\d.]+)$/.exec(file)?.[1] ?? '';
  return {
    ecosystem: 'generic',
    name,
    version,
    purl: genericPurl(name, version),
    licence: library?.licence ?? noAssertion,
    ...(carrier ? { bundledIn: carrier } : {}),
    paths: [`/${path}`],
  };
}
