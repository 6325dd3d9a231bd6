import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OutputExistsError } from '../../errors.js';
import { RunUnderWayError } from '../../runner/run-errors.js';
import type { RunProgram, RunState } from '../../runner/local/run-state.js';
import type { RunListeners, RunPlace, RunRequest, RunResult, StartedRun } from '../../runner/run-request.js';
import { finishRun, toFailedFolder } from './finish-run.js';
import { followFiles } from './follow-files.js';
import { identifyProcess, isRunning } from './process-identity.js';
import { toKeptRequest } from './kept-request.js';
import { writeJson } from './lay-out-run.js';
import { findPartialRuns, type PartialRun, toPartialRun } from './run-folder.js';
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
 * @throws OutputExistsError, RunUnderWayError; what stands in the way of a start leaves nothing behind
 */
export async function startLocalRun(place: RunPlace, request: RunRequest, start: StartProgram): Promise<StartedRun> {
  const target = resolve(request.out, request.name);
  if (existsSync(target)) throw new OutputExistsError(target);
  const run = toPartialRun(`${target}.partial-${process.pid}`);
  const earlier = await findEarlier(target);
  await mkdir(run.folder, { recursive: true });
  let program: LocalProgram;
  try {
    if (request.resume) await takeCheckpoints(target, earlier, run);
    program = await start(run, request);
    await writeJson(run.request, toKeptRequest(request, place));
    await writeRunState(run.state, {
      version: 1,
      name: request.name,
      target,
      program: program.program,
      supervisor: identifyProcess(process.pid),
    });
  } catch (error) {
    await rm(run.folder, { recursive: true, force: true });
    throw error;
  }
  return {
    name: request.name,
    place,
    data: request.data,
    hyperparameters: request.hyperparameters,
    reference: join(request.out, request.name),
    follow: (listeners, signal) => followOwn(run, target, program, listeners, signal),
    stop: (options) => program.stop(options?.force ?? false),
  };
}

async function followOwn(
  run: PartialRun,
  target: string,
  program: LocalProgram,
  listeners: RunListeners,
  signal: AbortSignal | undefined,
): Promise<RunResult> {
  let end: { readonly how: string | undefined } | undefined;
  const watched = program.ended.then((how) => (end = { how }));
  await followFiles(run, listeners, () => Promise.resolve(end !== undefined), signal);
  return finishRun(run, target, (await watched).how);
}

/** What an earlier run of this name left that was killed; one that still runs stands in the way. */
async function findEarlier(target: string): Promise<PartialRun[]> {
  const found = await findPartialRuns(target);
  const running = found.find(({ state }) => isUnderWay(state));
  if (running) throw new RunUnderWayError(target, running.state.supervisor.pid);
  return found.map(({ partial }) => partial);
}

/** A container may go on without anybody who waits for it; that one is told by `watch`. */
export function isUnderWay({ program, supervisor }: RunState): boolean {
  return isRunning(supervisor) || (program.kind === 'process' ? isRunning(program) : true);
}

/** The newest checkpoints that a killed or failed run of this name left; there may be none yet, then all begins anew. */
async function takeCheckpoints(target: string, killed: readonly PartialRun[], run: PartialRun): Promise<void> {
  const places = [...killed.map(({ ml }) => ml.checkpoints).reverse(), join(toFailedFolder(target), 'checkpoints')];
  for (const place of places) {
    if ((await readdir(place).catch(() => [])).length === 0) continue;
    await mkdir(run.ml.root, { recursive: true });
    await cp(place, run.ml.checkpoints, { recursive: true });
    break;
  }
}
