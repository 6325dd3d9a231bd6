import { rename, writeFile } from 'node:fs/promises';
import type { RunState } from '../../runner/local/run-state.js';

/** Replaces it whole: another terminal may read at any time. */
export async function writeRunState(file: string, state: RunState): Promise<void> {
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, `${JSON.stringify(state, undefined, 2)}\n`);
  await rename(partial, file);
}
