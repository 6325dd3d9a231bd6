import { allOf, noAssertion, toExpression } from '../licence/parse-licence.mjs';

/**
 * The headers of a METADATA file (RFC 822); a folded value keeps its first line alone.
 * @param {string} text
 */
export function parseMetadata(text) {
  /** @type {Map<string, string[]>} */
  const fields = new Map();
  for (const line of (text.split(/\r?\n\r?\n/)[0] ?? '').split(/\r?\n/)) {
    const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
    if (!match?.[1]) continue;
    const key = match[1].toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), match[2] ?? '']);
  }
  return { name: fields.get('name')?.[0] ?? '', version: fields.get('version')?.[0] ?? '', fields };
}

/**
 * What a Python package says of its licence: License-Expression (PEP 639), else the License field where it is a name,
 * else the trove classifiers, else whatever the License field begins with.
 * @param {ReadonlyMap<string, readonly string[]>} fields
 */
export function declaredLicence(fields) {
  const expression = fields.get('license-expression')?.[0];
  if (expression) return expression;
  const licence = fields.get('license')?.[0]?.trim() ?? '';
  // "BSD" and "Dual License" leave open what a classifier may say; a full text's first line says nothing.
  const fromField = toExpression(licence);
  if (fromField !== noAssertion && fromField !== 'LicenseRef-BSD') return licence;
  const classified = (fields.get('classifier') ?? [])
    .filter((one) => one.startsWith('License :: '))
    .map((one) => toExpression(one.split(' :: ').at(-1)))
    .filter((one) => one !== noAssertion);
  if (classified.length === 1) return classified[0];
  if (classified.length > 1 && /dual|or/i.test(licence)) return [...classified].sort().join(' OR ');
  return classified.length > 1 ? allOf(classified) : licence;
}
