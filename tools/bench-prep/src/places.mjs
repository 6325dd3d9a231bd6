import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { shared } from '@detectory/setup/workspace';

/** Everything that the benchmark keeps between runs: the peers' environment, jobs; and what it is just writing. */
export const cache = join(homedir(), '.cache', 'detectory', 'bench');
export const jobs = join(cache, 'jobs');
export const scratch = join(cache, 'scratch');

export const python = join(cache, 'venv', 'bin', 'python');
export const panlabel = join(cache, 'venv', 'bin', 'panlabel');

/** A driver of ../shared/bench; its README says what each one times. */
export function driver(name) {
  const path = join(shared, 'bench', name);
  if (!existsSync(path))
    throw new SetupError(
      `${path} is not there. The benchmark runs the peers by the drivers of ../shared/bench, which must lie beside this workspace.`,
    );
  return path;
}
