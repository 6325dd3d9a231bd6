import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SupplyChainError } from '../errors.mjs';

/** @import { PackageLock, Policy } from '../types.js' */

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** @param {string} path below the workspace's root */
export function readText(path) {
  return readFileSync(join(root, path), 'utf8');
}

/**
 * @param {string} path below the workspace's root
 * @returns {any}
 * @throws {SupplyChainError} that names the file when it holds no JSON
 */
export function readJson(path) {
  return parseJson(path, readText(path));
}

/** @param {string} path @param {string} text @returns {any} */
export function parseJson(path, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SupplyChainError(`${path} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** @returns {Policy} */
export function readPolicy() {
  return readJson('tools/supply-chain/policy.json');
}

/** @returns {PackageLock} */
export function readLock() {
  return readJson('package-lock.json');
}
