/**
 * The spellings of a kebab-case name that the templates need.
 * @param {string} name
 */
export function toNames(name) {
  const className = name.replace(/(?:^|-)([a-z0-9])/g, (_, first) => first.toUpperCase());
  return { name, className, constantName: name.replaceAll('-', '_').toUpperCase() };
}
