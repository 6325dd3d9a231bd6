import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { MlPaths } from '../../contract/ml-paths.js';
import { toMlPaths } from '../../contract/ml-paths.js';
import { keptRequestFile } from './kept-request.js';
import { parseRunState, type RunState, runStateFile } from '../../runner/local/run-state.js';

/** The folder of a run that isn't whole yet. */
export interface PartialRun {
  readonly folder: string;
  /** Laid out as SageMaker lays out /opt/ml. */
  readonly ml: MlPaths;
  readonly log: string;
  readonly progress: string;
  readonly state: string;
  /** What the run was asked for; it stays in the run's folder. */
  readonly request: string;
}

export function toPartialRun(folder: string): PartialRun {
  const ml = toMlPaths(join(folder, 'ml'));
  return {
    folder,
    ml,
    log: join(folder, 'train.log'),
    // Below ml, so that a container writes it too.
    progress: join(ml.root, 'progress.jsonl'),
    state: join(folder, runStateFile),
    request: join(folder, keptRequestFile),
  };
}

export interface FoundRun {
  readonly partial: PartialRun;
  readonly state: RunState;
  /** When it began, or was last taken over by who waits for its end. */
  readonly modifiedMs: number;
}

/** Runs under way, or killed, that would become the folder `target`; the newest last. */
export async function findPartialRuns(target: string): Promise<FoundRun[]> {
  const parent = dirname(resolve(target));
  const prefix = `${basename(target)}.partial-`;
  const names = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith(prefix));
  const found: FoundRun[] = [];
  for (const name of names) {
    const partial = toPartialRun(join(parent, name));
    const state = parseRunState(await readFile(partial.state, 'utf8').catch(() => ''));
    const modified = await stat(partial.state).catch(() => undefined);
    if (state && modified) found.push({ partial, state, modifiedMs: modified.mtimeMs });
  }
  return found.sort((a, b) => a.modifiedMs - b.modifiedMs);
}
