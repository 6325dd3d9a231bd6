import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extract } from 'tar';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { baseEnvironment, certificates } from './base-recipes.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { docker } from './docker.mjs';

/** Label of a base that says which recipe, on which machine's certificates, it was made from. */
const recipeLabel = 'detectory.base.recipe';

/** Times of files are clamped to this (2026-01-01), so that the same packages give the same bytes. */
const sourceDateEpoch = '1767225600';

/**
 * Makes the base image of a recipe unless the engine holds it: Debian's packages by mmdebstrap, kept as an archive in
 * the cache, imported into the engine.
 * @param {import('./base-recipes.mjs').BaseRecipe} recipe
 * @returns {Promise<boolean>} whether it was made now
 */
export async function ensureBase(recipe) {
  const hash = await hashRecipe(recipe);
  const label = `{{index .Config.Labels "${recipeLabel}"}}`;
  if ((await docker(['image', 'inspect', '--format', label, recipe.image]).catch(() => '')) === hash) return false;
  const archive = join(cacheFolder, 'bases', `${recipe.image.replace(':', '-')}-${hash.slice(0, 16)}.tar`);
  if (!existsSync(archive)) await makeArchive(recipe, archive);
  const changes = Object.entries(baseEnvironment).map(([name, value]) => `ENV ${name}=${value}`);
  const options = [...changes, `LABEL ${recipeLabel}=${hash}`].flatMap((change) => ['--change', change]);
  await docker(['import', ...options, archive, recipe.image]);
  return true;
}

async function hashRecipe(recipe) {
  const hash = createHash('sha256').update(JSON.stringify([recipe, baseEnvironment, sourceDateEpoch]));
  if (existsSync(certificates)) hash.update(await readFile(certificates));
  return hash.digest('hex');
}

async function makeArchive(recipe, archive) {
  await mkdir(dirname(archive), { recursive: true });
  const overlay = await mkdtemp(`${archive}.overlay-`);
  const temporary = `${archive}.${process.pid}`;
  try {
    for (const npmPackage of recipe.npm) await unpack(npmPackage, overlay);
    if (recipe.npm.length > 0) await linkNpm(overlay);
    await debootstrap(recipe, overlay, temporary);
    await rename(temporary, archive);
  } finally {
    await rm(overlay, { recursive: true, force: true });
    await rm(temporary, { force: true });
  }
}

async function unpack({ name, integrity, from, to }, overlay) {
  const folder = await mkdtemp(join(overlay, '..', 'npm-'));
  try {
    const { code, output } = await run('npm', ['pack', '--silent', '--pack-destination', folder, name], {
      quiet: true,
    });
    const archive = join(folder, output.trim().split('\n').at(-1) ?? '');
    if (code !== 0) throw new SetupError(`${name} can't be fetched from the npm registry: ${output.trim()}`);
    const found = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (found !== integrity) throw new SetupError(`${name} came with ${found}, but ${integrity} is pinned for it.`);
    await extract({ file: archive, cwd: folder });
    await cp(join(folder, 'package', from), join(overlay, to), { recursive: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function linkNpm(overlay) {
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(overlay, 'usr/local/bin', name));
}

/** As the slim images do: no manual pages, translations or documentation but the licences. */
const leftOut = [
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
  'path-exclude=/usr/share/man/*',
  'path-exclude=/usr/share/info/*',
  'path-exclude=/usr/share/locale/*',
];

async function debootstrap({ suite, packages }, overlay, archive) {
  const args = [
    '--quiet',
    // Without the `all` of a full Debian: the essential packages, apt, and what is asked for.
    '--variant=apt',
    '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    '--aptopt=APT::Install-Recommends "false"',
    '--aptopt=Acquire::Check-Valid-Until "false"',
    ...leftOut.map((option) => `--dpkgopt=${option}`),
    `--include=${packages.join(',')}`,
    `--customize-hook=sync-in ${overlay} /`,
    ...(existsSync(certificates) ? [`--customize-hook=copy-in ${certificates} ${dirname(certificates)}`] : []),
    suite,
    archive,
    ...aptSources(),
  ];
  const env = { SOURCE_DATE_EPOCH: sourceDateEpoch };
  const { code, output } = await run('mmdebstrap', ['--format=tar', ...args], { env, quiet: true });
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-4).join('\n  ');
  throw new SetupError(
    `The base for ${suite} can't be made from Debian's packages:\n  ${reason}\nmmdebstrap (apt-get install mmdebstrap) and root are needed, and a mirror that answers.`,
  );
}

/** The mirrors that this machine's apt uses. */
function aptSources() {
  return ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list']
    .filter((file) => existsSync(file))
    .slice(0, 1);
}
