import { isExcepted } from '../licence/check-policy.mjs';
import { markLicence } from '../licence/mark-licence.mjs';
import { bundledLibraries } from '../native/bundled-libraries.mjs';
import { compare } from '../sbom/merge-parts.mjs';

/** @import { Artefact, Part, Policy } from '../types.js' */

const intro = `# Licences

Written by \`npm run licences\` from the lock files and tools/supply-chain/policy.json; \`npm test\` fails when it is stale.

Detectory is under Apache-2.0, apart from \`containers/training/python\` (AGPL-3.0-only). What follows are the parts under
(A)GPL, LGPL and MPL, and where each runs; all others are permissive. \`npm run licences\` lists every part. This page is no legal advice.`;

/**
 * docs/licences.md: the copyleft parts. It names packages and not the files in them, so that it is the same on every platform.
 * @param {readonly Artefact[]} artefacts
 * @param {Policy} policy
 */
export function renderPage(artefacts, policy) {
  const sections = artefacts.map((artefact) => renderArtefact(artefact, policy));
  return `${[intro, ...sections, renderLibvips(policy), renderDebian(), renderProprietary(policy)].join('\n\n')}\n`;
}

const titles = /** @type {Record<string, string>} */ ({
  workspace: 'The npm packages, apps and containers',
  'workspace-dev': 'Only for building and testing',
  'training-environment': 'The Python environment for training, here and in the training image',
});

/**
 * @param {Artefact} artefact
 * @param {Policy} policy
 */
function renderArtefact(artefact, policy) {
  const parts = artefact.parts.filter(
    (part) => part.ecosystem !== 'generic' && ['strong', 'weak'].includes(markLicence(part.licence, policy.marks)),
  );
  const rows = parts.map((part) => toRow(part, artefact.id, policy));
  const extra = artefact.id === 'training-environment' ? `\n\n${renderWheels(policy)}` : '';
  return `## ${titles[artefact.id] ?? artefact.id}\n\n${table('| package | version | licence | copyleft | where it runs |', [...new Set(rows)])}${extra}`;
}

/**
 * Packages for several platforms share a line.
 * @param {Part} part
 * @param {string} artefactId
 * @param {Policy} policy
 */
function toRow(part, artefactId, policy) {
  const exception = policy.exceptions.find((one) => isExcepted(part, artefactId, { ...policy, exceptions: [one] }));
  const name = exception?.package.slice(exception.package.indexOf(':') + 1) ?? part.name;
  const fallback =
    artefactId === 'workspace-dev' ? 'Builds and tests; in no package and no image.' : 'Used unmodified.';
  const mark = markLicence(part.licence, policy.marks);
  return `| \`${name}\` | ${part.version} | ${part.licence} | ${mark} | ${exception?.runs ?? fallback} |`;
}

/** @param {Policy} policy */
function renderWheels(policy) {
  const rows = uniqueByName(bundledLibraries.wheels)
    .filter(({ licence }) => ['strong', 'weak'].includes(markLicence(licence, policy.marks)))
    .map(({ name, licence }) => `| ${name} | ${licence} |`);
  return `Wheels such as opencv-python-headless (FFmpeg), shapely (GEOS), numpy and scipy (GCC's libraries) carry shared libraries, which they link dynamically:\n\n${table('| library in a wheel | licence |', rows)}`;
}

/** @param {Policy} policy */
function renderLibvips(policy) {
  const rows = Object.entries(bundledLibraries['sharp-libvips'])
    .filter(([, licence]) => ['strong', 'weak'].includes(markLicence(licence, policy.marks)))
    .map(([name, licence]) => `| ${name} | ${licence} |`);
  return `## Within sharp's libvips, in both images\n\n\`@img/sharp-libvips-*\` holds one shared library that is built from these, among permissive ones. sharp (Apache-2.0) links it\ndynamically; replace \`libvips-cpp.so\` to run another build.\n\n${table('| library | licence |', rows)}`;
}

function renderDebian() {
  return `## Debian in the images

Both images stand on Debian's base system: bash, coreutils and dpkg (GPL), glibc (LGPL) and others, unmodified, as separate
programs and shared libraries. Each has its licence in \`/usr/share/doc/<package>/copyright\`, and its source in Debian's archive.
\`npm run sbom\` lists them per image. AGPL is allowed in the training image alone; the check refuses it elsewhere.`;
}

/** @param {Policy} policy */
function renderProprietary(policy) {
  const rows = policy.exceptions
    .filter(({ licence }) => markLicence(licence, policy.marks) === 'proprietary')
    .map((one) => `| \`${one.package}\` | ${one.artefacts.join(', ')} | ${one.reason} |`);
  return `## Neither open source nor ours\n\n${table('| package | in | why |', rows)}`;
}

/**
 * @param {string} header
 * @param {readonly string[]} rows
 */
function table(header, rows) {
  if (rows.length === 0) return 'None.';
  return [header, header.replace(/[^|]+/g, '---'), ...[...rows].sort(compare)].join('\n');
}

/** @param {readonly { name: string, licence: string }[]} libraries */
function uniqueByName(libraries) {
  return libraries.filter((one, at) => libraries.findIndex(({ name }) => name === one.name) === at);
}
