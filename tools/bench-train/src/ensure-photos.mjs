import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@detectory/setup/fail';
import { run } from '@detectory/setup/run';
import { root, shared } from '@detectory/setup/workspace';
import { dataset, python, weights } from './places.mjs';

/** Builds the dataset that every run trains on. */
export async function ensurePhotos() {
  const source = join(shared, 'data', 'coco128');
  for (const [what, path, fix] of [
    ['photos', source, '../shared must lie beside this workspace'],
    ['weights', weights, '../shared must lie beside this workspace'],
    ['training environment', python, 'run `npm run setup`'],
  ])
    if (!existsSync(path)) throw new SetupError(`There is no ${what} at ${path}: ${fix}.`);
  if (existsSync(join(dataset, 'dataset.json'))) return;
  const prep = join(root, 'apps', 'prep', 'bin', 'detectory-prep.mjs');
  const args = ['build', join(source, 'output.manifest'), '--images', source, '--split', '80/20/0', '--out', dataset];
  const { code, output } = await run(process.execPath, [prep, ...args], { quiet: true });
  if (code !== 0) throw new SetupError(`The dataset could not be built:\n${output}`);
}
