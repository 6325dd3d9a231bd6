import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@detectory/setup/workspace';
import { cache } from './places.mjs';

/** The tests' own measure of agreement, which stands in TypeScript. */
export async function bundleMatching() {
  mkdirSync(cache, { recursive: true });
  const outfile = join(cache, 'match-detections.mjs');
  await build({
    entryPoints: [join(root, 'tools', 'e2e', 'src', 'match-detections.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@detectory/source'],
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}
