/** @import { Part } from '../types.js' */

/**
 * One part per purl and carrier, in a fixed order: a package that lies in several places is one part with several paths.
 * @param {readonly Part[]} parts
 * @returns {Part[]}
 */
export function mergeParts(parts) {
  /** @type {Map<string, Part>} */
  const merged = new Map();
  for (const part of parts) {
    const key = `${part.purl} ${part.bundledIn ?? ''}`;
    const before = merged.get(key);
    merged.set(key, before ? mergeTwo(before, part) : part);
  }
  return [...merged.entries()].sort(([a], [b]) => compare(a, b)).map(([, part]) => tidy(part));
}

/**
 * @param {Part} a
 * @param {Part} b
 * @returns {Part}
 */
function mergeTwo(a, b) {
  return {
    ...a,
    dev: (a.dev ?? false) && (b.dev ?? false),
    optional: (a.optional ?? false) && (b.optional ?? false),
    paths: [...(a.paths ?? []), ...(b.paths ?? [])],
    dependsOn: [...(a.dependsOn ?? []), ...(b.dependsOn ?? [])],
  };
}

/** @param {Part} part @returns {Part} */
function tidy(part) {
  return {
    ...part,
    ...(part.paths ? { paths: [...new Set(part.paths)].sort(compare) } : {}),
    ...(part.dependsOn ? { dependsOn: [...new Set(part.dependsOn)].sort(compare) } : {}),
  };
}

/**
 * The same order on every machine, whatever its locale.
 * @param {string} a
 * @param {string} b
 */
export function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
