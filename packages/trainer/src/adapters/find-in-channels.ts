import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** A file by its path, or by a bare name in one of the folders; undefined where there is none. */
export async function findInChannels(
  name: string,
  folders: readonly string[],
  suffixes: readonly string[] = [''],
): Promise<string | undefined> {
  const places = isAbsolute(name) || name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
  for (const place of places)
    for (const suffix of suffixes) if (await isFile(`${place}${suffix}`)) return `${place}${suffix}`;
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
