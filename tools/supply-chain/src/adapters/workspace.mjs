import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @import { PackageLock, Policy } from '../types.js' */

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** @param {string} path below the workspace's root */
export function readText(path) {
  return readFileSync(join(root, path), 'utf8');
}

/** @returns {Policy} */
export function readPolicy() {
  return JSON.parse(readText('tools/supply-chain/policy.json'));
}

/** @returns {PackageLock} */
export function readLock() {
  return JSON.parse(readText('package-lock.json'));
}
