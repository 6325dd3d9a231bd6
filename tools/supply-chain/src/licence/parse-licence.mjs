import parseSpdx from 'spdx-expression-parse';
import { licenceTexts, withoutOldNames } from './licence-texts.mjs';

/** @import { Info } from 'spdx-expression-parse' */

/** Nothing says under which licence the package is. */
export const noAssertion = 'NOASSERTION';

/**
 * The SPDX expression for what a package says about itself; NOASSERTION where it can't be told.
 * @param {string | undefined} declared
 */
export function toExpression(declared) {
  const text = (declared ?? '').trim();
  if (text === 'UNLICENSED') return 'LicenseRef-proprietary';
  const named = licenceTexts[text.toLowerCase()] ?? withoutOldNames(text);
  return parseExpression(named) ? named : noAssertion;
}

/**
 * @param {string} expression
 * @returns {Info | undefined} undefined where it is no SPDX expression
 */
export function parseExpression(expression) {
  if (expression === '' || expression === noAssertion) return undefined;
  try {
    return parseSpdx(expression);
  } catch {
    return undefined;
  }
}

/** One expression that asks for all of several. @param {Iterable<string>} expressions */
export function allOf(expressions) {
  const unique = [...new Set(expressions)].filter((expression) => expression !== noAssertion).sort();
  if (unique.length === 0) return noAssertion;
  if (unique.length === 1) return /** @type {string} */ (unique[0]);
  return unique.map((expression) => (/ OR /.test(expression) ? `(${expression})` : expression)).join(' AND ');
}
