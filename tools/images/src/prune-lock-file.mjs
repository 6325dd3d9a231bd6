import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import { createLockFile } from '@nx/js';
import { root } from '@detectory/setup/workspace';

/**
 * The package.json and lock file of a few packages, with every version and hash as the workspace's lock file has them:
 * a bump of anything else leaves these bytes alone.
 * @param {string} name
 * @param {readonly string[]} packages names of direct dependencies
 */
export async function pruneLockFile(name, packages) {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const dependencies = Object.fromEntries(
    packages.map((dependency) => [dependency, locked[`node_modules/${dependency}`].version]),
  );
  const manifest = { name, version: '0.0.0', private: true, dependencies };
  return {
    manifest: `${JSON.stringify(manifest, undefined, 2)}\n`,
    lockFile: createLockFile(manifest, await readGraph(), 'npm'),
  };
}

/** In an Nx task the graph is there already; it is made anew where someone runs the script by hand. */
async function readGraph() {
  try {
    return readCachedProjectGraph();
  } catch {
    return createProjectGraphAsync({ exitOnError: true });
  }
}
