import { matchesPattern } from '../matches-pattern.mjs';
import { licenceName, markOne } from './mark-licence.mjs';
import { parseExpression } from './parse-licence.mjs';

/** @import { Info } from 'spdx-expression-parse' */
/** @import { Artefact, Finding, Part, Policy } from '../types.js' */

/**
 * Every part whose licence policy.json does not allow in this artefact.
 * @param {Artefact} artefact
 * @param {Policy} policy
 * @returns {Finding[]}
 */
export function checkPolicy(artefact, policy) {
  const rule = policy.allow[artefact.id];
  if (!rule)
    return [
      {
        where: artefact.id,
        message: `policy.json has no rule "allow.${artefact.id}"; add one with the licences that may be in it.`,
      },
    ];
  return artefact.parts
    .filter((part) => !isAllowed(part, artefact.id, policy))
    .map((part) => ({ where: artefact.id, message: explain(part, artefact.id) }));
}

/**
 * @param {Part} part
 * @param {string} artefactId
 * @param {Policy} policy
 */
function isAllowed(part, artefactId, policy) {
  if (isExcepted(part, artefactId, policy)) return true;
  const parsed = parseExpression(part.licence);
  const allowed = policy.allow[artefactId]?.[part.ecosystem] ?? [];
  return parsed !== undefined && satisfies(parsed, allowed, policy.marks);
}

/**
 * @param {Part} part
 * @param {string} artefactId
 * @param {Policy} policy
 */
export function isExcepted(part, artefactId, policy) {
  return policy.exceptions.some(
    (exception) =>
      exception.artefacts.includes(artefactId) &&
      exception.licence === part.licence &&
      matchesPattern(exception.package, `${part.ecosystem}:${part.name}`),
  );
}

/**
 * @param {Info} info
 * @param {readonly string[]} allowed
 * @param {Policy['marks']} marks
 * @returns {boolean}
 */
function satisfies(info, allowed, marks) {
  if ('license' in info) {
    const name = licenceName(info);
    const fits = (/** @type {string} */ entry) => entry === markOne(name, marks) || matchesPattern(entry, name);
    return !allowed.some((entry) => entry.startsWith('!') && fits(entry.slice(1))) && allowed.some(fits);
  }
  const sides = [info.left, info.right].map((side) => satisfies(side, allowed, marks));
  return info.conjunction === 'and' ? sides.every(Boolean) : sides.some(Boolean);
}

/**
 * @param {Part} part
 * @param {string} artefactId
 */
function explain(part, artefactId) {
  const place = part.bundledIn ? ` within ${part.bundledIn}` : (part.paths?.[0] ?? '') && ` at ${part.paths?.[0]}`;
  const said = part.declared ? ` (it says "${part.declared}")` : '';
  return (
    `${part.ecosystem}:${part.name} ${part.version}${place} is under ${part.licence}${said}, which "allow.${artefactId}.${part.ecosystem}" does not allow. ` +
    `Replace it; or, when its licence fits here, add to tools/supply-chain/policy.json an exception ` +
    `{"package": "${part.ecosystem}:${part.name}", "licence": "${part.licence}", "artefacts": ["${artefactId}"], "reason": "…"}` +
    `${part.licence === 'NOASSERTION' ? ', or a correction that says which licence it has' : ''}.`
  );
}
