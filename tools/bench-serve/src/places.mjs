import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { root, shared } from '@detectory/setup/workspace';

/** What the benchmark keeps between runs: models and photos that it made. */
export const cache = join(homedir(), '.cache', 'detectory', 'bench-serve');

export const trainingPython = join(root, '.python', 'training', 'bin', 'python');

const bin = (app, name) => join(root, 'apps', app, 'bin', `${name}.mjs`);
export const serveBin = bin('server', 'detectory-serve');
/** The image's program, as `nx run serving:bundle` makes it. */
export const imageBundle = join(root, 'containers', 'serving', 'dist', 'server.mjs');
export const launchBin = bin('launcher', 'detectory-launch');

/** @param {readonly string[]} path below the folder `shared` beside the workspace */
export function inShared(...path) {
  const place = join(shared, ...path);
  if (!existsSync(place))
    throw new SetupError(
      `${place} is not there. The benchmark times the peers of ../shared/bench with the weights and photos of ../shared, which must lie beside this workspace.`,
    );
  return place;
}
