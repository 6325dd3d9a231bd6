/**
 * One line at the end of CODEOWNERS, where a later line wins.
 * @param {import('@nx/devkit').Tree} tree
 * @param {string} folder
 * @param {string} owner
 */
export function addOwner(tree, folder, owner) {
  const before = tree.read('CODEOWNERS', 'utf8') ?? '';
  tree.write('CODEOWNERS', `${before.trimEnd()}\n${`/${folder}/`.padEnd(26)} ${owner}\n`);
}
