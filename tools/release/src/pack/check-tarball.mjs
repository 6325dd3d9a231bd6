import { checkContents } from './check-contents.mjs';
import { checkImports } from './check-imports.mjs';
import { checkManifest } from './check-manifest.mjs';
import { checkTypes } from './check-types.mjs';
import { openTarball } from './open-tarball.mjs';

/**
 * Everything that can be said of a tarball without installing it.
 * @param {string} file
 * @returns {Promise<string[]>} problems, each with its fix
 */
export function checkTarball(file) {
  return openTarball(file, async (tarball) => [
    ...checkContents(tarball),
    ...checkImports(tarball),
    ...(await checkManifest(file, tarball)).map((problem) => `publint: ${problem}`),
    ...(await checkTypes(file, tarball)).map((problem) => `arethetypeswrong: ${problem}`),
  ]);
}
