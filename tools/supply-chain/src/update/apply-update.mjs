import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listManifests } from '../adapters/list-manifests.mjs';
import { SupplyChainError } from '../errors.mjs';
import { checkOptionalDependencies } from './check-optional.mjs';
import { editManifest } from './edit-manifest.mjs';

/**
 * @typedef {object} World
 * @property {string} root the workspace's
 * @property {typeof import('../adapters/run-program.mjs').runProgram} run
 * @property {(line: string) => void} say
 */

/**
 * Writes the versions, a new lock, the Python locks and the project references; after an error all files are as before.
 * @param {ReadonlyMap<string, string>} versions name → version
 * @param {{ python: boolean }} options
 * @param {World} world
 * @returns {Promise<string[]>} the packages that moved
 */
export async function applyUpdate(versions, { python }, world) {
  const { root, run } = world;
  const before = snapshot(root);
  const progress = { installed: false };
  try {
    const moved = await writeVersions(versions, before, world);
    await updateIndirect(world);
    progress.installed = true;
    await run('npm', ['ci', '--no-audit', '--no-fund'], { show: true });
    if (python) await run('npm', ['run', '--silent', 'lock:python'], { show: true });
    await run('npx', ['nx', 'sync'], { show: true, env: { NX_DAEMON: 'false', NX_TUI: 'false' } });
    return moved;
  } catch (error) {
    restore(root, before);
    const hint = progress.installed ? ' Run `npm ci` to put node_modules back too.' : '';
    throw new SupplyChainError(
      `${error instanceof Error ? error.message : error} All files are as they were before.${hint}`,
      { cause: error },
    );
  }
}

/**
 * Manifests and lock; node_modules stays as it is. A package whose platform packages the registry lacks keeps its version.
 * @param {ReadonlyMap<string, string>} versions
 * @param {ReadonlyMap<string, Buffer>} before
 * @param {World} world
 */
async function writeVersions(versions, before, { root, run, say }) {
  const wanted = new Map(versions);
  for (;;) {
    for (const file of listManifests(root).map((name) => join(root, name)))
      writeFileSync(file, editManifest(readFileSync(file, 'utf8'), wanted));
    say('update: writing package-lock.json');
    await run('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund']);
    const missing = checkLock(root);
    if (missing.length === 0) return [...wanted.keys()];
    const lagging = new Set(missing.map(({ where }) => where.replace(/^.*node_modules\//, '')));
    const kept = [...lagging].filter((name) => wanted.delete(name));
    if (kept.length === 0) throw new SupplyChainError(`The new lock is not whole: ${missing[0]?.message}`);
    for (const name of kept)
      say(`update: ${name} stays: the registry lacks packages for other platforms that it wants`);
    restore(root, before);
  }
}

/**
 * What our dependencies need moves within the ranges that they give, or stays when the lock would not be whole.
 * @param {World} world
 */
async function updateIndirect({ root, run, say }) {
  const file = join(root, 'package-lock.json');
  const lock = readFileSync(file);
  await run('npm', ['update', '--package-lock-only', '--no-save', '--no-audit', '--no-fund']);
  const [missing] = checkLock(root);
  if (!missing) return;
  writeFileSync(file, lock);
  say(`update: indirect dependencies stay: ${missing.message}`);
}

/** @param {string} root */
function checkLock(root) {
  return checkOptionalDependencies(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/** What an update may write. @param {string} root */
function touched(root) {
  const folders = ['.', ...['packages', 'apps', 'containers', 'tools'].flatMap((group) => childrenOf(root, group))];
  return folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((file) => /(package(-lock)?\.json|tsconfig[^/]*\.json|\.lock)$/.test(file));
}

/**
 * @param {string} root
 * @param {string} group
 */
function childrenOf(root, group) {
  if (!existsSync(join(root, group))) return [];
  return readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(group, name));
}

/** @param {string} root */
function snapshot(root) {
  return new Map(touched(root).map((file) => [file, readFileSync(file)]));
}

/**
 * @param {string} root
 * @param {ReadonlyMap<string, Buffer>} before
 */
function restore(root, before) {
  for (const file of touched(root)) if (!before.has(file)) rmSync(file);
  for (const [file, content] of before)
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
}
