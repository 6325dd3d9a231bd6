import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Leaves in a folder of saved images only those that the containers' `image.json` name, so that what is cached from run
 * to run doesn't grow.
 * @param {string} store
 * @param {string} containers the folder that holds the containers
 * @returns {string[]} names of what was removed
 */
export function pruneImageStore(store, containers) {
  if (!existsSync(store)) return [];
  const records = readdirSync(containers)
    .map((name) => join(containers, name, 'image.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const current = new Set(records.map(({ name, tag }) => `${name}-${tag}.tar`));
  const images = new Set(records.map(({ name }) => name));
  // An image that this run left alone has no record here, and its archive may be the newest.
  const stale = readdirSync(store).filter(
    (file) => images.has(file.replace(/-[0-9a-f]{64}\.tar$/, '')) && !current.has(file),
  );
  for (const file of stale) rmSync(join(store, file));
  return stale;
}
