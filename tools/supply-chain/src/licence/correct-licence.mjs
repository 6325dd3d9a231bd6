import { matchesPattern } from '../matches-pattern.mjs';
import { toExpression } from './parse-licence.mjs';

/** @import { Ecosystem, LicenceCorrection } from '../types.js' */

/**
 * The licence of a package: what it says, or what policy.json says of a package that says it badly.
 * @param {Ecosystem} ecosystem
 * @param {string} name
 * @param {string | undefined} declared
 * @param {readonly LicenceCorrection[]} corrections
 * @returns {{ licence: string, declared?: string }}
 */
export function correctLicence(ecosystem, name, declared = '', corrections) {
  const said = declared.trim().split('\n')[0] ?? '';
  const correction = corrections.find(
    (candidate) => matchesPattern(candidate.package, `${ecosystem}:${name}`) && candidate.declared === said,
  );
  const licence = correction?.licence ?? toExpression(declared);
  return licence === said || said === '' ? { licence } : { licence, declared: said };
}
