import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from '@detectory/setup/workspace';
import { cache } from './places.mjs';

/** The search as it stands in the sources: it is no command of its own. @returns its path */
export async function bundleBalance() {
  const outfile = join(cache, 'balance.mjs');
  const entry = join(root, 'packages', 'dataset', 'tests', 'time-balance.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  return outfile;
}
