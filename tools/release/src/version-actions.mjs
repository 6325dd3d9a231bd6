import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nxJs from '@nx/js/src/release/version-actions';
import { generatedFiles } from './generate/generated-files.mjs';
import { writeStaleFiles } from './generate/stale-files.mjs';
import { publishableProjects, workspaceProjects } from './projects.mjs';

// Nx's own handling of package.json; what follows is what else holds a version.
export default nxJs.default;

/**
 * After Nx has written the new version: the workspace's own package.json, the private projects that depend on what is
 * released, generated files and the lock file.
 * @type {import('nx/release').AfterAllProjectsVersioned}
 */
export async function afterAllProjectsVersioned(cwd, options) {
  if (options.dryRun) return { changedFiles: [], deletedFiles: [] };
  const written = [...updatePrivateManifests(cwd), ...writeStaleFiles(cwd, await generatedFiles(cwd))];
  const { changedFiles, deletedFiles } = await nxJs.afterAllProjectsVersioned(cwd, options);
  return { changedFiles: [...new Set([...written, ...changedFiles])], deletedFiles };
}

/**
 * A private project takes part in no release, but would otherwise ask the registry for the version before.
 * @param {string} root
 * @returns {string[]} the manifests that changed
 */
export function updatePrivateManifests(root) {
  const released = publishableProjects(root).map(({ manifest }) => manifest);
  const versions = Object.fromEntries(released.map(({ name, version }) => [name, version]));
  const manifests = workspaceProjects(root).filter(({ manifest }) => manifest.private);
  const changed = manifests.map(({ folder }) =>
    rewrite(root, `${folder}/package.json`, (manifest) => raiseRanges(manifest, versions)),
  );
  const workspace = rewrite(root, 'package.json', (manifest) => ({ ...manifest, version: released[0]?.version }));
  return [...changed, workspace].filter((path) => path !== undefined);
}

/** @param {any} manifest @param {Record<string, string>} versions */
function raiseRanges(manifest, versions) {
  const raised = { ...manifest };
  for (const section of ['dependencies', 'devDependencies', 'optionalDependencies'])
    if (manifest[section])
      raised[section] = Object.fromEntries(
        Object.entries(manifest[section]).map(([name, range]) => [
          name,
          range === '*' ? range : (versions[name] ?? range),
        ]),
      );
  return raised;
}

/** @param {string} root @param {string} path @param {(manifest: any) => any} change */
function rewrite(root, path, change) {
  const before = readFileSync(join(root, path), 'utf8');
  const after = `${JSON.stringify(change(JSON.parse(before)), undefined, 2)}\n`;
  if (after === before) return undefined;
  writeFileSync(join(root, path), after);
  return path;
}
