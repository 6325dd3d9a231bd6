import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

/** Each package.json of the workspace. @param {string} [folder] its root */
export function listManifests(folder = root) {
  const members = ['packages', 'apps', 'containers', 'tools']
    .filter((group) => existsSync(join(folder, group)))
    .flatMap((group) => readdirSync(join(folder, group)).map((name) => `${group}/${name}/package.json`));
  return ['package.json', ...members.filter((file) => existsSync(join(folder, file)))];
}
