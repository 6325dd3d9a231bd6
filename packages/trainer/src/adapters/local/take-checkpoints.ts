import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NothingToResumeError } from '../../errors.js';
import { readCheckpoints } from '../checkpoints/read-checkpoints.js';
import { toFailedFolder } from './finish-run.js';
import type { PartialRun } from './run-folder.js';

/**
 * Gives a run the checkpoints that it goes on from.
 * @returns the folder that they were taken from
 * @throws NothingToResumeError where there are none
 */
export async function takeCheckpoints(target: string, killed: readonly PartialRun[], run: PartialRun): Promise<string> {
  const place = await findCheckpoints(target, killed);
  await mkdir(run.ml.root, { recursive: true });
  await cp(place, run.ml.checkpoints, { recursive: true });
  return place;
}

/**
 * The folder of the checkpoints with the most epochs that killed runs of a name, or the one that failed last, have left.
 * @throws NothingToResumeError where there are none
 */
export async function findCheckpoints(target: string, killed: readonly PartialRun[]): Promise<string> {
  // Those of a run whose finishing was cut short stand in its folder already.
  const ofKilled = killed.flatMap(({ ml, folder }) => [ml.checkpoints, join(folder, 'checkpoints')]);
  const places = [...ofKilled.reverse(), join(toFailedFolder(target), 'checkpoints')];
  const found = await Promise.all(places.map(findNewest));
  const [best] = found.filter((place) => place !== undefined).sort((a, b) => b.epoch - a.epoch);
  if (!best)
    throw new NothingToResumeError(
      `There are no checkpoints to go on from: ${nameEarlier(target, killed)}. Pass the --name and --out of the run that was killed or failed, or leave --resume out to begin anew.`,
    );
  return best.place;
}

function nameEarlier(target: string, killed: readonly PartialRun[]): string {
  const folders = killed.map(({ folder }) => folder);
  if (existsSync(toFailedFolder(target))) folders.push(toFailedFolder(target));
  if (folders.length === 0) return `no run that becomes ${target} was killed or failed`;
  return `${folders.join(' and ')} ended before the first one was written`;
}

/** Where all are damaged the training says what is wrong with them: they count less than any whole one. */
async function findNewest(place: string): Promise<{ readonly place: string; readonly epoch: number } | undefined> {
  const found = await readCheckpoints(place);
  if (found.length === 0) return undefined;
  return { place, epoch: Math.max(...found.map(({ state }) => state?.epoch ?? -1)) };
}
