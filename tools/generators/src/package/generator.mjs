import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles, installPackagesTask } from '@nx/devkit';
import { addOwner } from './add-owner.mjs';
import { copyShape } from './copy-shape.mjs';
import { toNames } from './to-names.mjs';
import { validateOptions } from './validate-options.mjs';

/**
 * @typedef {object} PackageOptions
 * @property {string} name
 * @property {'data' | 'train' | 'infer' | 'ops' | 'repo'} scope
 * @property {'core' | 'feature'} type
 * @property {string} owner
 * @property {string} [description]
 * @property {boolean} [skipInstall]
 */

/**
 * `nx g @detectory/generators:package`: a new package that lints, builds and passes its tests.
 * @param {import('@nx/devkit').Tree} tree
 * @param {PackageOptions} options
 */
export default async function packageGenerator(tree, options) {
  validateOptions(tree, options);
  const folder = `packages/${options.name}`;
  const description = options.description ?? `What ${options.name} is for, in one line`;
  copyShape(tree, folder, { ...options, description });
  generateFiles(tree, fileURLToPath(new URL('./files', import.meta.url)), folder, {
    ...toNames(options.name),
    description,
    template: '',
  });
  addOwner(tree, folder, options.owner);
  await formatFiles(tree);
  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    console.log(nextSteps(options.name));
  };
}

/** @param {string} name */
function nextSteps(name) {
  return `
packages/${name} is there. Next:
  npx nx sync                                              the compiler's references
  npx nx run-many -t lint typecheck build test -p ${name}
  put what it is for in the place of parseCount; list what it uses in its package.json, and run
  npm install and npx nx sync again after packages of this workspace; say in README.md what it refuses`;
}
