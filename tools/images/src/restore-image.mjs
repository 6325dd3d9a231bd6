import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { docker } from './docker.mjs';

/**
 * Gets an image without building it: it is in the engine already, or in the folder that DETECTORY_IMAGE_STORE names, or
 * in a registry that `images push` sent it to.
 * @param {import('./container.mjs').Container} container
 * @param {string} reference name and tag
 * @param {AbortSignal} [signal]
 * @returns {Promise<'unchanged' | 'restored' | undefined>} undefined: it has to be built
 */
export async function restoreImage(container, reference, signal) {
  if (await isHere(reference)) return 'unchanged';
  const archive = archiveOf(reference);
  if (archive && existsSync(archive))
    await attempt(`loading ${archive}`, ['load', '--quiet', '--input', archive], signal);
  if (await isHere(reference)) return 'restored';
  for (const published of publishedDigests(container, reference)) {
    if (!(await attempt(`pulling ${published}`, ['pull', '--quiet', published], signal))) continue;
    await docker(['tag', published, reference]);
    return 'restored';
  }
  return undefined;
}

/** Saves an image into the folder that DETECTORY_IMAGE_STORE names, for engines that don't outlive a job. */
export async function keepImage(reference) {
  const archive = archiveOf(reference);
  if (!archive || existsSync(archive)) return;
  await mkdir(process.env.DETECTORY_IMAGE_STORE, { recursive: true });
  const temporary = `${archive}.${process.pid}`;
  try {
    await docker(['save', '--output', temporary, reference]);
    await rename(temporary, archive);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isHere(reference) {
  return (await docker(['image', 'ls', '--quiet', '--no-trunc', reference])) !== '';
}

function archiveOf(reference) {
  const folder = process.env.DETECTORY_IMAGE_STORE;
  return folder ? join(folder, `${reference.replace(':', '-')}.tar`) : undefined;
}

/** `images push` records in `published.json` where each image was sent: repository → digest and tag. */
function publishedDigests({ folder }, reference) {
  const file = join(folder, 'published.json');
  if (!existsSync(file)) return [];
  return Object.entries(JSON.parse(readFileSync(file, 'utf8')))
    .filter(([, { tag }]) => reference.endsWith(`:${tag}`))
    .map(([repository, { digest }]) => `${repository}@${digest}`);
}

/** What can't be had this way is built; the reason is said, because a build costs minutes. */
async function attempt(what, args, signal) {
  try {
    await docker(args, { signal });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    console.error(`images: ${what} failed, so the image is built: ${error.message}`);
    return false;
  }
}
