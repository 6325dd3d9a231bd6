import renderer from 'nx/release/changelog-renderer';
import { publishableProjects } from './projects.mjs';
import { root } from './run-script.mjs';

/** The changelog is for users: commits whose scope names no released project are left to the history. */
export default class UserChangelogRenderer extends renderer.default {
  /**
   * @override
   * @param {import('nx/release/changelog-renderer').ChangelogChange[]} changes
   * @param {string | null} project
   */
  filterChanges(changes, project) {
    const released = publishableProjects(root).map(({ folder }) => folder.split('/')[1] ?? '');
    return super.filterChanges(changes, project).filter((change) => isForUsers(change, released));
  }
}

/** @param {import('nx/release/changelog-renderer').ChangelogChange} change @param {readonly string[]} released */
export function isForUsers({ scope, affectedProjects }, released) {
  if (scope) return scope.split(/[,/\s]+/).some((name) => released.includes(name));
  return !Array.isArray(affectedProjects) || affectedProjects.some((name) => released.includes(name));
}
