import { SupplyChainError } from '../errors.mjs';
import { noAssertion } from '../licence/parse-licence.mjs';

/** @import { Artefact, Ecosystem, Part } from '../types.js' */

/**
 * @typedef {{ name: string, group?: string, version?: string, purl?: string, scope?: string, components?: Component[],
 *   licenses?: { expression?: string, license?: { id?: string } }[], properties?: { name: string, value: string }[] }} Component
 */

/**
 * The artefact that `toCycloneDx` wrote, as far as licences need it.
 * @param {string} json
 * @returns {Artefact}
 */
export function fromCycloneDx(json) {
  const bom = JSON.parse(json);
  const subject = bom.metadata?.component;
  const id = subject?.properties?.find(
    (/** @type {{ name: string }} */ one) => one.name === 'detectory:artefact',
  )?.value;
  if (!id)
    throw new SupplyChainError('This bill of materials names no artefact; expected one that `npm run sbom` wrote.');
  const parts = bom.components.flatMap((/** @type {Component} */ component) => toParts(component, undefined));
  return { id, kind: subject.type, name: subject.name, version: subject.version ?? '', parts };
}

/**
 * @param {Component} component
 * @param {string | undefined} bundledIn
 * @returns {Part[]}
 */
function toParts(component, bundledIn) {
  const { name, group, version = '', purl = '', scope, licenses = [], properties = [], components = [] } = component;
  const declared = properties.find((one) => one.name === 'detectory:licence:declared')?.value;
  const paths = properties.filter((one) => one.name === 'detectory:path').map((one) => one.value);
  const part = {
    ecosystem: /** @type {Ecosystem} */ (purl.slice('pkg:'.length, purl.indexOf('/'))),
    name: group ? `${group}/${name}` : name,
    version,
    purl,
    licence: licenses[0]?.expression ?? licenses[0]?.license?.id ?? noAssertion,
    dev: scope === 'excluded',
    paths,
    ...(declared ? { declared } : {}),
    ...(bundledIn ? { bundledIn } : {}),
  };
  return [part, ...components.flatMap((one) => toParts(one, purl))];
}
