import { Enums, Models, Serialize, Spec, SPDX } from '@cyclonedx/cyclonedx-library';
import { noAssertion, parseExpression } from '../licence/parse-licence.mjs';
import { genericPurl } from '../purl.mjs';

/** @import { Artefact, Part } from '../types.js' */

/**
 * CycloneDX 1.6 as JSON. The same artefact gives the same bytes; `stamp` adds the time and a serial number of this writing.
 * @param {Artefact} artefact
 * @param {{ stamp?: { at: Date, serialNumber: string } }} [options]
 * @returns {string}
 */
export function toCycloneDx(artefact, { stamp } = {}) {
  const bom = new Models.Bom();
  const subject = toSubject(artefact);
  bom.metadata.component = subject;
  bom.metadata.tools.components.add(
    new Models.Component(Enums.ComponentType.Application, 'supply-chain', { group: '@detectory', version: '0.1.0' }),
  );
  if (stamp) {
    bom.metadata.timestamp = stamp.at;
    bom.serialNumber = stamp.serialNumber;
  }
  addParts(bom, subject, artefact);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** @param {Artefact} artefact */
function toSubject({ id, kind, name, version, licence }) {
  const type = kind === 'container' ? Enums.ComponentType.Container : Enums.ComponentType.Application;
  const subject = new Models.Component(type, name, { bomRef: genericPurl(name, version), version });
  subject.properties.add(new Models.Property('detectory:artefact', id));
  addLicence(subject, licence ?? noAssertion, false);
  return subject;
}

/**
 * @param {Models.Bom} bom
 * @param {Models.Component} subject
 * @param {Artefact} artefact
 */
function addParts(bom, subject, { parts, dependsOn }) {
  const top = new Map(parts.filter((part) => !part.bundledIn).map((part) => [part.purl, toComponent(part, part.purl)]));
  for (const component of top.values()) bom.components.add(component);
  for (const part of parts.filter(({ bundledIn }) => bundledIn)) {
    const carrier = top.get(part.bundledIn ?? '');
    const component = toComponent(part, `${part.bundledIn}|${part.purl}`);
    (carrier?.components ?? bom.components).add(component);
  }
  for (const part of parts.filter(({ bundledIn }) => !bundledIn))
    for (const other of part.dependsOn ?? []) connect(top.get(part.purl), top.get(other));
  for (const other of dependsOn ?? top.keys()) connect(subject, top.get(other));
}

/**
 * @param {Models.Component | undefined} from
 * @param {Models.Component | undefined} to
 */
function connect(from, to) {
  if (from && to && from !== to) from.dependencies.add(to.bomRef);
}

/**
 * @param {Part} part
 * @param {string} bomRef
 */
function toComponent(part, bomRef) {
  const [group, name] = splitName(part);
  const component = new Models.Component(typeOf(part), name, {
    bomRef,
    version: part.version,
    purl: part.purl,
    scope: scopeOf(part),
    ...(group ? { group } : {}),
  });
  addLicence(component, part.licence, part.declared !== undefined);
  for (const { algorithm, hex } of part.hashes ?? [])
    component.hashes.set(/** @type {Enums.HashAlgorithm} */ (algorithm), hex);
  for (const [key, value] of propertiesOf(part)) component.properties.add(new Models.Property(key, value));
  return component;
}

/** @param {Part} part @returns {[string | undefined, string]} */
function splitName({ ecosystem, name }) {
  const at = ecosystem === 'npm' && name.startsWith('@') ? name.indexOf('/') : -1;
  return at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [undefined, name];
}

/** @param {Part} part */
function typeOf({ ecosystem, name }) {
  return ecosystem === 'generic' && ['node', 'python'].includes(name)
    ? Enums.ComponentType.Platform
    : Enums.ComponentType.Library;
}

/** @param {Part} part */
function scopeOf({ dev, optional }) {
  if (dev) return Enums.ComponentScope.Excluded;
  return optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required;
}

/** @param {Part} part @returns {[string, string][]} */
function propertiesOf({ ecosystem, dev, declared, paths = [] }) {
  return [
    ...(ecosystem === 'npm' && dev ? [/** @type {[string, string]} */ (['cdx:npm:package:development', 'true'])] : []),
    ...(declared ? [/** @type {[string, string]} */ (['detectory:licence:declared', declared])] : []),
    ...paths.map((path) => /** @type {[string, string]} */ (['detectory:path', path])),
  ];
}

/**
 * One SPDX id as an id, several as an expression; where nothing says it, nothing is said.
 * @param {Models.Component} component
 * @param {string} licence
 * @param {boolean} concluded by us, not declared by the package
 */
function addLicence(component, licence, concluded) {
  if (!parseExpression(licence)) return;
  const made = SPDX.isSupportedSpdxId(licence)
    ? new Models.SpdxLicense(licence)
    : new Models.LicenseExpression(licence);
  made.acknowledgement = concluded ? Enums.LicenseAcknowledgement.Concluded : Enums.LicenseAcknowledgement.Declared;
  component.licenses.add(made);
}
