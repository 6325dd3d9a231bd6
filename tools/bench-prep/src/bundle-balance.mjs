import { build } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache } from './places.mjs';

/** The search as it stands in the sources: it is no command of its own. @returns its path */
export async function bundleBalance() {
  const outfile = join(cache, 'balance.mjs');
  const entry = fileURLToPath(new URL('./balance.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile });
  return outfile;
}
