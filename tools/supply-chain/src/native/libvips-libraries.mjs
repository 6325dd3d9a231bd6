import { noAssertion } from '../licence/parse-licence.mjs';
import { genericPurl, npmPurl } from '../purl.mjs';
import { bundledLibraries } from './bundled-libraries.mjs';

/** @import { Part, RootfsFacts } from '../types.js' */

const versionsPath = /node_modules\/(@img\/sharp-libvips-[^/]+)\/versions\.json$/;

/** @param {string} path */
export function isLibvipsVersions(path) {
  return versionsPath.test(path);
}

/**
 * The libraries within sharp's libvips, which lists them in versions.json; their licences come from its README.
 * @param {RootfsFacts} facts
 * @returns {Part[]}
 */
export function readLibvipsLibraries({ texts }) {
  return [...texts].flatMap(([path, text]) => {
    const name = versionsPath.exec(path)?.[1];
    if (!name) return [];
    const manifest = texts.get(path.replace(/versions\.json$/, 'package.json')) ?? '{}';
    const carrier = npmPurl(name, JSON.parse(manifest).version ?? '');
    return Object.entries(/** @type {Record<string, string>} */ (JSON.parse(text))).map(([library, version]) => ({
      ecosystem: /** @type {const} */ ('generic'),
      name: library,
      version,
      purl: genericPurl(library, version),
      licence: bundledLibraries['sharp-libvips'][library] ?? noAssertion,
      bundledIn: carrier,
    }));
  });
}
