/**
 * Whether the whole text fits the pattern, in which * stands for any characters.
 * @param {string} pattern
 * @param {string} text
 */
export function matchesPattern(pattern, text) {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(text);
}
