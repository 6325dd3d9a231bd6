#!/usr/bin/env node
import { existsSync } from 'node:fs';

// Committed, so that `npm ci` links it before anything is built.
const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('detectory-serve is not built yet. Run `npx nx build server` in the workspace, then try again.');
  process.exit(1);
}
const { run } = await import(main.href);
// A load that was given up may hold the process; what it left behind goes when the process does.
process.exit(await run(process.argv));
