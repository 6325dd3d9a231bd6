import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string[]} [files]
 * @property {Record<string, string>} [bin]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */

/**
 * @typedef {object} Project
 * @property {string} folder relative to the workspace, as `packages/storage`
 * @property {Manifest} manifest
 */

/** @param {string} root @returns {Project[]} what `nx release` versions and npm may publish */
export function publishableProjects(root) {
  return projectsIn(root, ['packages', 'apps']).filter(({ manifest }) => manifest.private !== true);
}

/** @param {string} root @returns {Project[]} every package of the workspace but its root */
export function workspaceProjects(root) {
  return projectsIn(root, ['packages', 'apps', 'containers', 'tools']);
}

/** @param {string} root @param {readonly string[]} rooms @returns {Project[]} */
function projectsIn(root, rooms) {
  return rooms
    .filter((room) => existsSync(join(root, room)))
    .flatMap((room) =>
      readdirSync(join(root, room))
        .sort()
        .map((name) => `${room}/${name}`),
    )
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }));
}
