import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import { UsageError } from '@detectory/terminal';
import { searchFile } from '@detectory/trainer';
import { usualOut } from './place-flags.js';

/**
 * A run as people name it: what is called so here, or else the run of that name in `out`, as `watch` and `stop` take it. What is
 * neither stays as it is, to be refused in the words of whoever needs it.
 * @throws UsageError for the folder of a search, which holds several
 */
export function toRunFolder(name: string, out: string = usualOut): string {
  const folder = findFolder(name, out);
  if (!existsSync(join(folder, searchFile))) return folder;
  const best = join(folder, 'best');
  const fix = existsSync(best) ? `Give its best one: ${best}` : 'None of them has a model so far';
  throw new UsageError(`${folder} is the folder of a search, not of one run. ${fix}.`);
}

function findFolder(name: string, out: string): string {
  if (/[/\\]/.test(name) || existsSync(name)) return name;
  const inOut = toFolderInOut(name, out);
  return existsSync(inOut) ? inOut : name;
}

/** Where a run of that name would lie on this machine. */
export function toFolderInOut(name: string, out: string): string {
  return join(isS3Uri(out) ? usualOut : out, name);
}
