import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../adapters/read-environment.mjs';
import { readLock, readPolicy, root } from '../adapters/workspace.mjs';
import { describeWorkspace, splitWorkspace } from '../npm/workspace-artefacts.mjs';
import { describeEnvironment } from '../python/describe-environment.mjs';
import { fromCycloneDx } from '../sbom/from-cyclonedx.mjs';

/** @import { Artefact } from '../types.js' */

/** Where `npm run sbom` writes. */
export const sbomFolder = join(root, 'dist', 'sbom');

/** The artefacts that the repository alone tells: the workspace and the training environment. @returns {Artefact[]} */
export function collectArtefacts() {
  const { corrections } = readPolicy();
  return [
    ...splitWorkspace(describeWorkspace(readLock(), corrections)),
    describeEnvironment(readEnvironment(), corrections),
  ];
}

/** The images that `npm run sbom` has described on this machine. @returns {Artefact[]} */
export function collectImages() {
  if (!existsSync(sbomFolder)) return [];
  return readdirSync(sbomFolder)
    .filter((name) => /^image-.*\.cdx\.json$/.test(name))
    .sort()
    .map((name) => fromCycloneDx(readFileSync(join(sbomFolder, name), 'utf8')));
}
