import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Photos, manifests and weights that some checks need; a user's clone has none. */
export const shared = join(root, '..', 'shared');
export const hasShared = existsSync(join(shared, 'data', 'coco128', 'output.manifest'));

/** A stamp remembers what an installation was made from, so that the second time is quick and needs no network. */
export function isFresh(stamp, files) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(files);
}

export function writeStamp(stamp, files) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint(files));
}

function fingerprint(files) {
  const hash = createHash('sha256').update(`${process.version.split('.')[0]}\n`);
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
