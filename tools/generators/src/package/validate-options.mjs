const rooms = ['packages', 'apps', 'containers', 'tools'];

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {import('./generator.mjs').PackageOptions} options
 * @throws Error that says what was found, what is expected and how to go on
 */
export function validateOptions(tree, { name, scope, type, owner }) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(
      `"${name}" is no name for a package: expected kebab-case from a letter on, as in label-merge. Try "${toKebabCase(name)}".`,
    );
  const taken = findTaken(tree, name);
  if (taken) throw new Error(`The name "${name}" is taken by ${taken}. Choose another, or work on that one.`);
  if (scope === 'repo' && type === 'feature')
    throw new Error(
      'A package of scope repo is below every stage, so it is of type core: pass --type=core, or the stage that the feature belongs to as --scope.',
    );
  if (!/^@[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/i.test(owner ?? ''))
    throw new Error(
      `"${owner ?? ''}" is no owner: expected a team as CODEOWNERS names it, as in --owner=@detectory/data.`,
    );
}

/** @param {string} name */
function toKebabCase(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').match(/[a-z0-9]+/gi) ?? [];
  return (
    words
      .join('-')
      .toLowerCase()
      .replace(/^[0-9-]+/, '') || 'label-merge'
  );
}

/** @param {import('@nx/devkit').Tree} tree @param {string} name @returns {string | undefined} the folder that has it */
function findTaken(tree, name) {
  if (tree.exists(`packages/${name}`)) return `packages/${name}`;
  return rooms
    .flatMap((room) => tree.children(room).map((child) => `${room}/${child}`))
    .filter((folder) => tree.exists(`${folder}/package.json`))
    .find((folder) => {
      const manifest = JSON.parse(tree.read(`${folder}/package.json`, 'utf8') ?? '{}');
      return manifest.name === `@detectory/${name}` || manifest.nx?.name === name;
    });
}
