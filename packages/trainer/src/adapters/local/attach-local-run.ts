import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineFailedError } from '../../errors.js';
import { RunNotFoundError } from '../../runner/run-errors.js';
import type { ContainerHost } from '../../runner/local/container-host.js';
import type { RunState } from '../../runner/local/run-state.js';
import type { AttachedRun, RunListeners, RunResult, StopOptions } from '../../runner/run-request.js';
import { searchFile } from '../../tune/trial-record.js';
import { finishRemoval, finishRun, readKeptFailure, toFailedFolder, toResult, unseenEnd } from './finish-run.js';
import { followFiles } from './follow-files.js';
import { keptRequestFile, readKeptRequest } from './kept-request.js';
import { identifyProcess, isRunning } from './process-identity.js';
import { findPartialRuns, type FoundRun, toPartialRun } from './run-folder.js';
import { isUnderWay, type ProgramEnd, toEnd } from './start-local-run.js';
import { tailLines } from './tail-lines.js';
import { withCallersNames } from './to-callers-names.js';
import { waitForContainer } from './wait-for-container.js';
import { writeRunState } from './write-run-state.js';

/**
 * A run on this machine by its folder, from another terminal than the one that started it. Where nobody waits for its end any
 * more (that terminal was closed), whoever follows it now packs its model.
 * @param given the run's folder, by the name that it has now or the one that it gets
 * @throws RunNotFoundError, RunOutOfSightError
 */
export async function attachLocalRun(given: string, openHost: () => ContainerHost): Promise<AttachedRun> {
  const folder = toWholeName(given);
  const target = resolve(folder);
  // Another run of that name may be under way, which is not the one that is meant.
  const isFailed = resolve(given) === toFailedFolder(target);
  const found = isFailed || existsSync(target) ? undefined : await findUnended(target);
  if (!found) return attachEnded({ folder, target, given, place: isFailed ? resolve(given) : findEnd(target) });
  const { state } = found;
  return {
    name: state.name,
    place: state.program.kind === 'container' ? 'docker' : 'process',
    ...(await readKeptRequest(found.partial.request)),
    reference: folder,
    isUnderWay: await isUnderWay(state, openHost),
    follow: (listeners, signal) => follow(found, openHost, listeners, signal),
    stop: (options) => stop(state, openHost, options),
  };
}

const isWhole = (folder: string): boolean => existsSync(join(folder, 'model.tar.gz'));

/** A run's model may have been removed. */
const isOfRun = (folder: string): boolean => isWhole(folder) || existsSync(join(folder, keptRequestFile));

/** What people see, and what a shell completes, is `<name>.partial-<number>` while a run goes on, and `<name>.failed` later. */
function toWholeName(folder: string): string {
  const name = folder.replace(/\.partial-\d+(-\d+)?$/, '');
  // A run may be called so.
  return isWhole(name) ? name : name.replace(/\.failed$/, '');
}

/** The newest run of that folder, unless one failed since: what was killed before that one began has ended too. */
async function findUnended(target: string): Promise<FoundRun | undefined> {
  const newest = (await findPartialRuns(target)).at(-1);
  const failed = await stat(join(toFailedFolder(target), 'failure')).catch(() => undefined);
  return newest && failed && failed.mtimeMs > newest.modifiedMs ? undefined : newest;
}

const noRun =
  "no model.tar.gz is in it, as in a finished run's folder, and no run of that name is under way or has failed";

interface EndedRun {
  /** As messages name it. */
  readonly folder: string;
  readonly target: string;
  readonly given: string;
  /** The folder that it left: the target, or where it failed. */
  readonly place: string;
}

const findEnd = (target: string): string => (existsSync(target) ? target : toFailedFolder(target));

/** A run that has ended is followed in no time. */
async function attachEnded({ folder, target, given, place }: EndedRun): Promise<AttachedRun> {
  if (existsSync(join(place, searchFile)))
    throw new RunNotFoundError(
      folder,
      'it is the folder of a search, whose best model is in best/ and which the same `detectory-launch tune` goes on with',
    );
  if (place === target ? !isOfRun(target) : !existsSync(place))
    throw new RunNotFoundError(given, existsSync(given) ? noRun : undefined);
  return {
    name: folder,
    place: 'process',
    ...(await readKeptRequest(join(place, keptRequestFile))),
    reference: place === target ? folder : given,
    isUnderWay: false,
    follow: async ({ onLog }) => {
      await tellLog(place, onLog);
      return readEnd(target, place);
    },
    stop: () => Promise.resolve(),
  };
}

/** The log of a run that has ended, where it was kept. */
async function tellLog(place: string, onLine: RunListeners['onLog']): Promise<void> {
  const { log } = toPartialRun(place);
  const tail = tailLines({ path: log, onLine });
  await tail.read(true);
  await tail.close();
}

async function readEnd(target: string, place = findEnd(target)): Promise<RunResult> {
  await finishRemoval(place);
  if (place === target && isWhole(target)) return toResult(target);
  if (place === target) throw new EngineFailedError('Training', explainRemoved(target), true);
  if (!existsSync(place)) throw new RunNotFoundError(target);
  const failure = await readKeptFailure(target);
  const reason = failure?.replace(/^\w+Error: /, '') ?? `it left no reason; see ${toFailedFolder(target)}/train.log`;
  throw new EngineFailedError('Training', reason, true);
}

function explainRemoved(target: string): string {
  return `the run ${target} has no model.tar.gz any more (a search removes those of beaten trials); its curves are in ${join(target, 'output')}`;
}

async function follow(
  { partial, state }: FoundRun,
  openHost: () => ContainerHost,
  listeners: RunListeners,
  signal: AbortSignal | undefined,
): Promise<RunResult> {
  let adopted: ProgramEnd | undefined;
  const hasEnded = async (): Promise<boolean> => {
    // Whoever waits for the run's end has moved its folder.
    if (!existsSync(partial.state)) return true;
    if (!adopted && !isRunning(state.supervisor)) {
      await writeRunState(partial.state, { ...state, supervisor: identifyProcess(process.pid) });
      adopted = toEnd(waitForEnd(state, openHost));
    }
    return adopted?.hasEnded() ?? false;
  };
  const named = await withCallersNames(listeners, partial, state.resumedFrom ?? partial.ml.checkpoints);
  await followFiles(partial, named, hasEnded, signal);
  return adopted?.hasEnded() ? finishRun(partial, state, await adopted.ended) : readEnd(state.target);
}

const askEveryMs = 200;

/** The exit code of a process that isn't our child can't be known: what it left tells. */
async function waitForEnd({ program, target }: RunState, openHost: () => ContainerHost): Promise<string | undefined> {
  if (program.kind === 'container') return waitForContainer({ id: program.id, target }, openHost());
  while (isRunning(program)) await sleep(askEveryMs);
  return unseenEnd;
}

async function stop({ program }: RunState, openHost: () => ContainerHost, options?: StopOptions): Promise<void> {
  if (program.kind === 'container') return openHost().stop(program.id, options);
  if (isRunning(program)) process.kill(program.pid, options?.force ? 'SIGKILL' : 'SIGTERM');
}
