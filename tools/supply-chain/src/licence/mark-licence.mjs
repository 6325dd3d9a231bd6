import { matchesPattern } from '../matches-pattern.mjs';
import { parseExpression } from './parse-licence.mjs';

/** @import { Info, LicenseInfo } from 'spdx-expression-parse' */
/** @import { Mark, Policy } from '../types.js' */

// A choice is as free as its freest side; a sum binds as its strictest part.
/** @type {readonly Mark[]} */
const strictness = ['permissive', 'weak', 'proprietary', 'unknown', 'strong'];
/** @type {readonly Mark[]} */
const choice = ['permissive', 'weak', 'strong', 'proprietary', 'unknown'];

/**
 * @param {string} expression SPDX, or NOASSERTION
 * @param {Policy['marks']} marks
 * @returns {Mark}
 */
export function markLicence(expression, marks) {
  const parsed = parseExpression(expression);
  return parsed ? markInfo(parsed, marks) : 'unknown';
}

/**
 * @param {Info} info
 * @param {Policy['marks']} marks
 * @returns {Mark}
 */
function markInfo(info, marks) {
  if ('license' in info) return markOne(licenceName(info), marks);
  const sides = [markInfo(info.left, marks), markInfo(info.right, marks)];
  const order = info.conjunction === 'and' ? [...strictness].reverse() : choice;
  return order.find((mark) => sides.includes(mark)) ?? 'unknown';
}

/** `GPL-3.0-or-later WITH GCC-exception-3.1`: the exception is part of the name. @param {LicenseInfo} info */
export function licenceName(info) {
  return `${info.license}${info.plus ? '+' : ''}${info.exception ? ` WITH ${info.exception}` : ''}`;
}

/**
 * @param {string} name
 * @param {Policy['marks']} marks
 * @returns {Mark}
 */
export function markOne(name, marks) {
  // Weak before strong: a linking exception makes a GPL weak.
  for (const mark of /** @type {const} */ (['permissive', 'weak', 'proprietary', 'strong']))
    if (marks[mark].some((pattern) => matchesPattern(pattern, name))) return mark;
  return 'unknown';
}
