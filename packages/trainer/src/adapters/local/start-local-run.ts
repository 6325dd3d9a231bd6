import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OutputExistsError } from '../../errors.js';
import { RunUnderWayError } from '../../runner/run-errors.js';
import type { RunProgram, RunState } from '../../runner/local/run-state.js';
import type { RunListeners, RunPlace, RunRequest, StartedRun } from '../../runner/run-request.js';
import { finishRun, givenUp } from './finish-run.js';
import { followFiles } from './follow-files.js';
import { identifyProcess, isRunning } from './process-identity.js';
import { toKeptRequest } from './kept-request.js';
import { writeJson } from './lay-out-run.js';
import { findPartialRuns, type PartialRun, toPartialRun } from './run-folder.js';
import { takeCheckpoints } from './take-checkpoints.js';
import { withCallersNames } from './to-callers-names.js';
import { writeRunState } from './write-run-state.js';

/** A control program that runs. */
export interface LocalProgram {
  readonly program: RunProgram;
  /** How it ended, unless with exit code 0. */
  readonly ended: Promise<string | undefined>;
  stop(force: boolean): Promise<void>;
}

/** Starts the control program on a folder that is laid out. */
export type StartProgram = (run: PartialRun, request: RunRequest) => Promise<LocalProgram>;

/**
 * Starts a run on this machine; its folder appears under `out` only when it is whole.
 * @throws OutputExistsError, RunUnderWayError, NothingToResumeError; what stands in the way of a start leaves nothing behind
 */
export async function startLocalRun(place: RunPlace, request: RunRequest, start: StartProgram): Promise<StartedRun> {
  const target = resolve(request.out, request.name);
  const earlier = await findEarlier(target);
  const run = await makePartialRun(target);
  const superseded = request.resume ? earlier.map(({ folder }) => basename(folder)) : [];
  let program: LocalProgram;
  let resumedFrom: string | undefined;
  try {
    if (request.resume) resumedFrom = await takeCheckpoints(target, earlier, run);
    program = await start(run, request);
    await writeJson(run.request, toKeptRequest(request, place));
    await writeRunState(run.state, {
      version: 1,
      name: request.name,
      target,
      program: program.program,
      supervisor: identifyProcess(process.pid),
      superseded,
      resumedFrom,
    });
  } catch (error) {
    await rm(run.folder, { recursive: true, force: true });
    throw error;
  }
  let isGivenUp = false;
  return {
    name: request.name,
    place,
    data: request.data,
    hyperparameters: request.hyperparameters,
    reference: join(request.out, request.name),
    follow: async (listeners, signal) => {
      const named = await withCallersNames(listeners, run, resumedFrom ?? run.ml.checkpoints);
      const badEnd = await followOwn(run, program, named, signal);
      return finishRun(run, { target, superseded }, badEnd !== undefined && isGivenUp ? givenUp : badEnd);
    },
    stop: ({ force = false } = {}) => {
      isGivenUp ||= force;
      return program.stop(force);
    },
  };
}

/** Numbers of processes come again, in a container at each start: what a killed run left under this one is another's. */
async function makePartialRun(target: string): Promise<PartialRun> {
  for (let attempt = 1; ; attempt++) {
    const folder = `${target}.partial-${process.pid}${attempt > 1 ? `-${attempt}` : ''}`;
    if ((await mkdir(folder, { recursive: true })) !== undefined) return toPartialRun(folder);
  }
}

/** Answers how the program ended, unless with exit code 0. */
async function followOwn(
  run: PartialRun,
  program: LocalProgram,
  listeners: RunListeners,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  let end: { readonly how: string | undefined } | undefined;
  const watched = program.ended.then((how) => (end = { how }));
  await followFiles(run, listeners, () => Promise.resolve(end !== undefined), signal);
  return (await watched).how;
}

/**
 * What an earlier run of this name left that was killed.
 * @throws OutputExistsError, RunUnderWayError where one that is whole, or still runs, stands in the way
 */
export async function findEarlier(target: string): Promise<PartialRun[]> {
  if (existsSync(target)) throw new OutputExistsError(target);
  const found = await findPartialRuns(target);
  const running = found.find(({ state }) => isUnderWay(state));
  if (running) throw new RunUnderWayError(target, running.state.supervisor.pid);
  return found.map(({ partial }) => partial);
}

/** A container may go on without anybody who waits for it; that one is told by `watch`. */
export function isUnderWay({ program, supervisor }: RunState): boolean {
  return isRunning(supervisor) || (program.kind === 'process' ? isRunning(program) : true);
}
