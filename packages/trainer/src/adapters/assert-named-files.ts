import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { createStorage, isS3Uri, joinUri, StorageError } from '@detectory/storage';
import type { TrainOptions } from '../options/option-table.js';
import { resolveCfg } from './resolve-cfg.js';
import { readHyp } from './write-hyp.js';

/**
 * Looks `cfg` and `hyp` up before a run is sent, as the run itself will: files here, files of its channels, or names that the
 * engine knows. Paths that are only there in the image or a channel are left to the run.
 * @param sources what the channels show: folders here, s3:// URIs
 * @throws HyperparameterInvalidError where there is no such file or name, and for a hyp file that can't be used
 */
export async function assertNamedFiles(options: TrainOptions, sources: readonly string[]): Promise<void> {
  const folders = ['.', ...sources.filter((source) => !isS3Uri(source))];
  await unlessElsewhere(options.cfg, sources, () => resolveCfg(options, folders));
  if (options.engine === 'yolov5') await unlessElsewhere(options.hyp, sources, () => readHyp(options, folders));
}

async function unlessElsewhere(
  name: string | undefined,
  sources: readonly string[],
  look: () => Promise<unknown>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (name === undefined || !(await mayLieElsewhere(name, sources))) throw error;
  }
}

async function mayLieElsewhere(name: string, sources: readonly string[]): Promise<boolean> {
  if (isAbsolute(name)) return !existsSync(name);
  if (name.includes('/')) return false;
  const uris = sources.filter(isS3Uri).flatMap((source) => [joinUri(source, name), joinUri(source, `${name}.yaml`)]);
  for (const uri of uris) if (await mayBeThere(uri)) return true;
  return false;
}

/** What may not be asked here is the job's to find; a bucket that isn't there is told by other checks. */
async function mayBeThere(uri: string): Promise<boolean> {
  try {
    return (await createStorage().stat(uri)) !== undefined;
  } catch (error) {
    if (error instanceof StorageError) return true;
    throw error;
  }
}
