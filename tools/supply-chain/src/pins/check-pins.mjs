import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, readLock, readPolicy, readText, root } from '../adapters/workspace.mjs';
import { listManifests } from '../adapters/list-manifests.mjs';
import { checkDockerfile } from './check-dockerfile.mjs';
import { checkLockHashes, checkManifest } from './check-manifests.mjs';
import { checkPythonLock } from './check-python-lock.mjs';
import { checkWorkflow } from './check-workflow.mjs';

/** @import { Finding } from '../types.js' */

/** Everything in the workspace that could change without a commit here. @returns {Finding[]} */
export function checkPins() {
  const { exceptions } = readPolicy().pins;
  const files = ['containers', 'tools', 'apps', 'packages', '.github'].flatMap(listFiles);
  return [
    ...listManifests().flatMap((file) => checkManifest(file, readJson(file))),
    ...checkLockHashes(readLock()),
    ...files.filter((file) => file.endsWith('.in')).flatMap((file) => checkHasLock(file)),
    ...files.filter((file) => file.endsWith('.lock')).flatMap((file) => checkPythonLock(file, readText(file))),
    ...files
      .filter((file) => /(^|\/)(Dockerfile[^/]*|[^/]+\.Dockerfile)$/.test(file))
      .flatMap((file) => checkDockerfile(file, readText(file), exceptions)),
    ...files
      .filter((file) => /^\.github\/.*\.ya?ml$/.test(file))
      .flatMap((file) => checkWorkflow(file, readText(file), exceptions)),
  ];
}

/** @param {string} file @returns {Finding[]} */
function checkHasLock(file) {
  const lock = file.replace(/\.in$/, '.lock');
  if (existsSync(join(root, lock))) return [];
  return [
    {
      where: file,
      message: `${lock} is missing. Name it in tools/setup/lock-python.mjs and run \`npm run lock:python\`.`,
    },
  ];
}

const skipped = new Set(['node_modules', 'dist', 'out-tsc', 'test-output', 'fixtures', '.git']);

/** @param {string} folder @returns {string[]} */
function listFiles(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listFiles(path);
    return entry.isFile() ? [path] : [];
  });
}
