import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countGpus } from '../adapters/count-gpus.js';
import { readJobFiles } from '../adapters/read-job-files.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { toSmEnvironment } from '../contract/to-sm-environment.js';

/** Sets the SM_* variables for all that this process starts; what is set already stays. */
export async function exportSmEnvironment(paths: MlPaths): Promise<void> {
  const files = await readJobFiles(paths);
  const variables = toSmEnvironment({
    ...files,
    paths,
    channels: [...new Set([...(await listFolders(paths.channels)), ...files.channels.keys()])].sort(),
    gpus: await countGpus(),
    cpus: availableParallelism(),
  });
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
}

/** A channel is a folder: pipes and the manifests that SageMaker leaves beside one are none. */
async function listFolders(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const stats = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, index) => stats[index]?.isDirectory());
}
