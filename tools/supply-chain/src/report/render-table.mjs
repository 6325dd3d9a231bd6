import { markLicence } from '../licence/mark-licence.mjs';

/** @import { Artefact, Policy } from '../types.js' */

/**
 * One line per part, for people.
 * @param {Artefact} artefact
 * @param {Policy} policy
 */
export function renderTable(artefact, policy) {
  const rows = toRows(artefact, policy).map(({ name, version, licence, mark, bundledIn }) => [
    bundledIn ? `${name} (in ${bundledIn})` : name,
    version,
    shorten(licence),
    mark,
  ]);
  const title = `${artefact.id}: ${artefact.name} ${artefact.version}, ${rows.length} parts; ${countMarks(artefact, policy)}`;
  return [title, ...alignColumns([['package', 'version', 'licence', 'mark'], ...rows])].join('\n');
}

/**
 * One object per part, for machines.
 * @param {Artefact} artefact
 * @param {Policy} policy
 */
export function toRows(artefact, policy) {
  return artefact.parts.map(({ ecosystem, name, version, purl, licence, bundledIn }) => ({
    ecosystem,
    name,
    version,
    purl,
    licence,
    mark: markLicence(licence, policy.marks),
    ...(bundledIn ? { bundledIn } : {}),
  }));
}

/**
 * @param {Artefact} artefact
 * @param {Policy} policy
 */
function countMarks(artefact, policy) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { mark } of toRows(artefact, policy)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([mark, count]) => `${count} ${mark}`)
    .join(', ');
}

/** @param {string} text */
function shorten(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** @param {readonly (readonly string[])[]} rows */
export function alignColumns(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
