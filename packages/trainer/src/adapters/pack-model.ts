import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { create } from 'tar';

/** Packs a model folder as SageMaker does, with the same bytes each time: sorted, without owners and times. */
export async function packModel(folder: string, archive: string): Promise<void> {
  await mkdir(dirname(archive), { recursive: true });
  const partial = `${archive}.partial`;
  const names = (await readdir(folder)).sort();
  try {
    await create({ file: partial, cwd: folder, gzip: true, portable: true, mtime: new Date(0) }, names);
    await rename(partial, archive);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
