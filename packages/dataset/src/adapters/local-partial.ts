import { constants } from 'node:fs';
import { access, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const hiddenMark = '.partial-';

/** The hidden folder in which a local build works. */
export interface LocalPartial {
  readonly path: string;
  /** It lies beside the target, so that the dataset gets there by one rename. */
  readonly isBeside: boolean;
}

/**
 * Beside the target: the same file system. Inside it where the target is a mounted volume, as in a container, or its parent
 * can't be written: then the dataset's parts are moved one by one, dataset.json last.
 */
export async function findLocalPartial(target: string, fingerprint: string): Promise<LocalPartial> {
  const isBeside = await canReplace(target);
  const folder = isBeside ? dirname(target) : target;
  return { path: join(folder, `.${basename(target)}${hiddenMark}${fingerprint}`), isBeside };
}

async function canReplace(target: string): Promise<boolean> {
  const own = await stat(target).catch(() => undefined);
  if (!own) return true;
  const parent = await stat(dirname(target));
  const isWritable = await access(dirname(target), constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable && parent.dev === own.dev;
}

/** What builds with other options left behind. */
export async function removeOtherPartials(target: string, { path }: LocalPartial): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const start = `.${basename(target)}${hiddenMark}`;
  for (const name of names)
    if (name.startsWith(start) && name !== basename(path))
      await rm(join(folder, name), { recursive: true, force: true });
}

/** Names in the target folder that are not hidden folders of ours; a target that is a file counts as one. */
export async function listTarget(target: string): Promise<string[]> {
  const names = await readdir(target).catch(async () => ((await exists(target)) ? [basename(target)] : []));
  return names.filter((name) => !name.startsWith(`.${basename(target)}${hiddenMark}`));
}

/** A path below a file is no more there than one that is missing. */
function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Puts the whole `dataset` folder in the place of what is at `target`. */
export async function replaceTarget(dataset: string, target: string, partial: LocalPartial): Promise<void> {
  if (partial.isBeside) {
    await rename(target, join(partial.path, 'replaced')).catch(ignoreMissing);
    await rename(dataset, target);
    return;
  }
  // Without its dataset.json the old dataset counts as none, and so does the new one before it has its own.
  await rm(join(target, 'dataset.json'), { force: true });
  for (const name of await listTarget(target)) await rm(join(target, name), { recursive: true });
  const names = (await readdir(dataset)).filter((name) => name !== 'dataset.json');
  for (const name of [...names, 'dataset.json']) await rename(join(dataset, name), join(target, name));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
