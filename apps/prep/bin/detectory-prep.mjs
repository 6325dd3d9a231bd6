#!/usr/bin/env node
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

// Committed, so that `npm ci` links it before anything is built.
const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('detectory-prep is not built yet. Run `npm run build` in the workspace, then try again.');
  process.exit(1);
}
// From Node 22 on the second start is faster.
nodeModule.enableCompileCache?.();
const { run } = await import(main.href);
process.exitCode = await run(process.argv);
