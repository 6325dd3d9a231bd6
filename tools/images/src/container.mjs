import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { root } from '@detectory/setup/workspace';

/**
 * A folder under containers/ that becomes an image, as its package.json describes it.
 * @typedef {object} Container
 * @property {string} kind the folder's and Nx project's name, such as `serving`
 * @property {string} folder absolute
 * @property {string} image the local image's name, without a tag
 * @property {Readonly<Record<string, string>>} bundle output name → entry file from the workspace's root
 * @property {readonly string[]} context what of the folder goes into the build context
 * @property {Readonly<Record<string, string>>} bases Dockerfile ARG → name of the base that stands in where no registry is
 */

/** @returns {Container} */
export function readContainer(kind) {
  const folder = join(root, 'containers', kind ?? '');
  if (!kind || !existsSync(join(folder, 'Dockerfile')))
    throw new SetupError(`There is no image ${kind ?? '(none was named)'}; known are ${containerKinds().join(', ')}.`);
  const { detectory } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { kind, folder, ...detectory };
}

export function containerKinds() {
  return readdirSync(join(root, 'containers'))
    .filter((name) => existsSync(join(root, 'containers', name, 'Dockerfile')))
    .sort();
}
