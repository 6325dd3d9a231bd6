import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OutputExistsError } from '../../errors.js';
import { RunUnderWayError } from '../../runner/run-errors.js';
import type { ContainerHost } from '../../runner/local/container-host.js';
import type { RunProgram, RunState } from '../../runner/local/run-state.js';
import type { RunPlace, RunRequest, StartedRun } from '../../runner/run-request.js';
import { finishRun, givenUp, toFailedFolder } from './finish-run.js';
import { followFiles } from './follow-files.js';
import { identifyProcess, isRunning } from './process-identity.js';
import { toKeptRequest } from './kept-request.js';
import { writeJson } from './lay-out-run.js';
import { findPartialRuns, type PartialRun, toPartialRun } from './run-folder.js';
import { takeCheckpoints } from './take-checkpoints.js';
import { withCallersNames } from './to-callers-names.js';
import { isThere } from './wait-for-container.js';
import { writeRunState } from './write-run-state.js';

/** A control program that runs. */
export interface LocalProgram {
  readonly program: RunProgram;
  /** How it ended, unless with exit code 0. */
  readonly ended: Promise<string | undefined>;
  stop(force: boolean): Promise<void>;
}

/** How a program ends, as it is asked about again and again. */
export interface ProgramEnd {
  readonly hasEnded: () => boolean;
  readonly ended: LocalProgram['ended'];
}

/** Where nobody can tell how it ends, whoever follows it is told so, whenever that begins. */
export function toEnd(ended: LocalProgram['ended']): ProgramEnd {
  let isOver = false;
  const note = (): void => void (isOver = true);
  ended.then(note, note);
  return { hasEnded: () => isOver, ended };
}

/** Starts the control program on a folder that is laid out. */
export type StartProgram = (run: PartialRun, request: RunRequest) => Promise<LocalProgram>;

/**
 * Starts a run on this machine; its folder appears under `out` only when it is whole.
 * @param openHost tells whether earlier runs in containers are there still; without it they count as under way
 * @throws OutputExistsError, RunUnderWayError, RunOutOfSightError, NothingToResumeError; what stands in the way of a start leaves nothing behind
 */
export async function startLocalRun(
  place: RunPlace,
  request: RunRequest,
  start: StartProgram,
  openHost?: () => ContainerHost,
): Promise<StartedRun> {
  const target = resolve(request.out, request.name);
  const earlier = await findEarlier(target, openHost);
  const run = await makePartialRun(target);
  const superseded = request.resume ? listSpent(target, earlier) : [];
  let program: LocalProgram;
  let end: ProgramEnd;
  let resumedFrom: string | undefined;
  try {
    if (request.resume) resumedFrom = await takeCheckpoints(target, earlier, run);
    program = await start(run, request);
    end = toEnd(program.ended);
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
      await followFiles(run, named, () => Promise.resolve(end.hasEnded()), signal);
      const badEnd = await end.ended;
      return finishRun(run, { target, superseded }, badEnd !== undefined && isGivenUp ? givenUp : badEnd);
    },
    stop: ({ force = false } = {}) => {
      isGivenUp ||= force;
      return program.stop(force);
    },
  };
}

/** What a run that goes on needs no more once it is whole. */
function listSpent(target: string, killed: readonly PartialRun[]): string[] {
  return [...killed.map(({ folder }) => folder), toFailedFolder(target)].map((folder) => basename(folder));
}

/** Numbers of processes come again, in a container at each start: what a killed run left under this one is another's. */
async function makePartialRun(target: string): Promise<PartialRun> {
  for (let attempt = 1; ; attempt++) {
    const folder = `${target}.partial-${process.pid}${attempt > 1 ? `-${attempt}` : ''}`;
    if ((await mkdir(folder, { recursive: true })) !== undefined) return toPartialRun(folder);
  }
}

/**
 * What an earlier run of this name left that was killed.
 * @throws RunOutOfSightError; OutputExistsError, RunUnderWayError where one that is whole, or still runs, stands in the way
 */
export async function findEarlier(target: string, openHost?: () => ContainerHost): Promise<PartialRun[]> {
  if (existsSync(target)) throw new OutputExistsError(target);
  const found = await findPartialRuns(target);
  for (const { state } of found)
    if (await isUnderWay(state, openHost)) throw new RunUnderWayError(target, nameProgram(state));
  return found.map(({ partial }) => partial);
}

function nameProgram({ program, supervisor }: RunState): string {
  return isRunning(supervisor) || program.kind === 'process'
    ? `process ${supervisor.pid}`
    : `container ${program.id.slice(0, 12)}`;
}

/**
 * A container may go on without anybody who waits for it, or have ended so: `watch` finishes that one. One that was removed
 * is under way no more.
 * @throws RunOutOfSightError
 */
export async function isUnderWay(state: RunState, openHost?: () => ContainerHost): Promise<boolean> {
  const { program, supervisor, target } = state;
  if (isRunning(supervisor)) return true;
  if (program.kind === 'process') return isRunning(program);
  return openHost ? isThere({ id: program.id, target }, openHost()) : true;
}
