import { noAssertion } from '../licence/parse-licence.mjs';
import { debPurl } from '../purl.mjs';
import { copyrightToExpression } from './copyright-to-expression.mjs';

/** @import { Part, RootfsFacts } from '../types.js' */

const statusPath = /^var\/lib\/dpkg\/status(?:\.d\/[^/]+)?$/;
const copyrightPath = /^usr\/share\/doc\/[^/]+\/copyright$/;

/** @param {string} path */
export function isDebianFile(path) {
  return (statusPath.test(path) && !path.endsWith('.md5sums')) || copyrightPath.test(path) || isOsRelease(path);
}

/** @param {string} path */
function isOsRelease(path) {
  return path === 'etc/os-release' || path === 'usr/lib/os-release';
}

/**
 * The Debian packages that dpkg says are installed, with the licences that their copyright files name.
 * @param {RootfsFacts} facts
 * @returns {Part[]}
 */
export function readDebianPackages(facts) {
  const distro = distroOf(facts);
  const stanzas = [...facts.texts]
    .filter(([path]) => statusPath.test(path))
    .flatMap(([, text]) => text.split(/\n\n+/))
    .map(parseStanza)
    .filter(({ Package, Status }) => Package && (!Status || / installed$/.test(Status)));
  const named = stanzas.map((stanza) => ({ stanza, purl: purlOf(stanza, distro) }));
  const purls = new Map(named.map(({ stanza, purl }) => [stanza.Package, purl]));
  return named.map(({ stanza, purl }) => ({
    ecosystem: /** @type {const} */ ('deb'),
    name: stanza.Package ?? '',
    version: stanza.Version ?? '',
    purl,
    licence: licenceOf(facts, stanza.Package ?? ''),
    dependsOn: dependenciesOf(stanza).flatMap((name) => purls.get(name) ?? []),
  }));
}

/**
 * @param {Record<string, string>} stanza
 * @param {string | undefined} distro
 */
function purlOf({ Package = '', Version = '', Architecture = 'all' }, distro) {
  return debPurl(Package, Version, { arch: Architecture, distro });
}

/** @param {string} stanza @returns {Record<string, string>} */
function parseStanza(stanza) {
  return Object.fromEntries(
    stanza.split('\n').flatMap((line) => {
      const match = /^([A-Za-z-]+): (.*)$/.exec(line);
      return match ? [[match[1], match[2]]] : [];
    }),
  );
}

/** @param {Record<string, string>} stanza */
function dependenciesOf(stanza) {
  return [stanza.Depends, stanza['Pre-Depends']]
    .filter((list) => list !== undefined)
    .flatMap((list) => list.split(/[,|]/))
    .map((one) => one.trim().split(/[ :(]/)[0] ?? '');
}

/** @param {RootfsFacts} facts */
function distroOf({ texts }) {
  const release = [...texts].find(([path]) => isOsRelease(path))?.[1] ?? '';
  const id = /^ID=("?)(.*)\1$/m.exec(release)?.[2];
  const version = /^VERSION_ID=("?)(.*)\1$/m.exec(release)?.[2];
  return id && version ? `${id}-${version}` : undefined;
}

/**
 * A package's documentation folder, or its copyright file, may be a link to another's.
 * @param {RootfsFacts} facts
 * @param {string} name
 */
function licenceOf({ texts, links }, name) {
  let path = `usr/share/doc/${name}/copyright`;
  for (let hops = 0; hops < 5; hops++) {
    const text = texts.get(path);
    if (text !== undefined) return copyrightToExpression(text, name);
    const folder = path.slice(0, -'/copyright'.length);
    const link = links.get(path) ?? (links.has(folder) ? `${links.get(folder)}/copyright` : undefined);
    if (link === undefined) break;
    path = link;
  }
  return noAssertion;
}
