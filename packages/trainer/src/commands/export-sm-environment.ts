import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { countGpus } from '../adapters/count-gpus.js';
import { readJobFiles } from '../adapters/read-job-files.js';
import type { MlPaths } from '../contract/ml-paths.js';
import { toSmEnvironment } from '../contract/to-sm-environment.js';

/** Sets the SM_* variables for all that this process starts; what is set already stays. */
export async function exportSmEnvironment(paths: MlPaths): Promise<void> {
  const files = await readJobFiles(paths);
  const present = (await readdir(paths.channels).catch(() => [])).filter((name) => !/_\d+$/.test(name));
  const variables = toSmEnvironment({
    ...files,
    paths,
    channels: [...new Set([...present, ...files.channels.keys()])].sort(),
    gpus: await countGpus(),
    cpus: availableParallelism(),
  });
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
}
