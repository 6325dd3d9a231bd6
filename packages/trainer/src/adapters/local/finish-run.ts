import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EngineFailedError } from '../../errors.js';
import { lessMemory } from '../../failures/diagnose-failure.js';
import { findLastWords } from '../../failures/find-last-words.js';
import { parseRunState, type RunState, runStateFile } from '../../runner/local/run-state.js';
import type { RunResult } from '../../runner/run-request.js';
import { readCheckpoints } from '../checkpoints/read-checkpoints.js';
import { packModel } from '../pack-model.js';
import { isRunning } from './process-identity.js';
import { type PartialRun, toPartialRun } from './run-folder.js';
import { readCallersNames, toCallersNames } from './to-callers-names.js';

/** How a program ended that was killed because somebody here wanted it so. */
export const givenUp = 'was given up at once';

/** How a program must have ended whose exit code nobody saw, unless it left a model. */
export const unseenEnd = 'was killed, or its machine went away';

/** How a program's account of its failure begins. */
const errorName = /^\w+Error: /;

/** Files of the output that stand in the run's folder too, where people look first. */
const shownFirst = ['run.json', 'report.html'];

/**
 * Makes the run's folder of what a program left that has ended; the folder appears whole. A failed run's log, reason and
 * checkpoints are kept beside it as `<name>.failed`. Only then what it went on from is removed. Where this is cut short at
 * any point, whoever asks for the run next goes on from there.
 * @param badEnd how the program ended, unless with exit code 0
 * @throws EngineFailedError with the run's own account
 */
export async function finishRun(
  run: PartialRun,
  { target, superseded }: Pick<RunState, 'target' | 'superseded'>,
  badEnd: string | undefined,
): Promise<RunResult> {
  const own = await readOwnAccount(run, target);
  const failure = own?.replace(errorName, '') ?? (await findFailure(run, target, badEnd));
  await (failure === undefined ? keepModel(run, target) : keepFailure(run, target, own ?? failure));
  await removeSpent(failure === undefined ? target : toFailedFolder(target), superseded);
  if (failure !== undefined) throw new EngineFailedError('Training', failure, true);
  return toResult(target);
}

/** Where its archive stands, the model is whole. */
const toPackedModel = ({ folder }: PartialRun): string => join(folder, 'model.tar.gz');

async function keepModel(run: PartialRun, target: string): Promise<void> {
  if (!existsSync(toPackedModel(run))) await packModel(run.ml.model, toPackedModel(run));
  await moveIfThere(run.ml.outputData, join(run.folder, 'output'));
  await moveIfThere(run.ml.checkpoints, join(run.folder, 'checkpoints'));
  await moveIfThere(run.ml.tensorboard, join(run.folder, 'tensorboard'));
  for (const name of shownFirst)
    if (existsSync(join(run.folder, 'output', name)))
      await cp(join(run.folder, 'output', name), join(run.folder, name));
  await rename(run.folder, target);
}

/** What isn't there was moved before this was cut short, or never made. */
async function moveIfThere(from: string, to: string): Promise<void> {
  if (existsSync(from)) await rename(from, to);
}

/** Ends what was cut short when a run's folder, or a failed run's, had its name already. */
export async function finishRemoval(folder: string): Promise<void> {
  const state = parseRunState(await readFile(join(folder, runStateFile), 'utf8').catch(() => ''));
  if (state && !isRunning(state.supervisor)) await removeSpent(folder, state.superseded);
}

/** Removes what a run needs no more that has ended. What can't be removed costs room on the disk, not the run. */
async function removeSpent(folder: string, superseded: RunState['superseded'] = []): Promise<void> {
  const { ml, state } = toPartialRun(folder);
  // Where a run failed that went on from a failed one, it has that one's place.
  const others = superseded.filter((name) => name !== basename(folder));
  try {
    for (const name of others) await rm(join(dirname(folder), name), { recursive: true, force: true });
    // A copy of the dataset may lie below it, which takes its time.
    await rm(ml.root, { recursive: true, force: true });
    // Last of all: by it `finishRemoval` knows that the rest is a run's own.
    await rm(state, { force: true });
  } catch {
    return;
  }
}

export function toResult(target: string): RunResult {
  return { model: join(target, 'model.tar.gz'), output: join(target, 'output') };
}

/** Where a run that failed keeps what it left. */
export function toFailedFolder(target: string): string {
  return `${target}.failed`;
}

/** Why the run of that folder failed, by its own account. */
export async function readKeptFailure(target: string): Promise<string | undefined> {
  return readFile(join(toFailedFolder(target), 'failure'), 'utf8').catch(() => undefined);
}

/** What the program says of its failure, in names that hold when the run's own folder is gone. */
async function readOwnAccount(run: PartialRun, target: string): Promise<string | undefined> {
  const read = (file: string) => readFile(file, 'utf8').catch(() => undefined);
  const account = (await read(toKeptAccount(run))) ?? (await read(run.ml.failure));
  if (account === undefined) return undefined;
  return toCallersNames(account, run, await readCallersNames(run, join(toFailedFolder(target), 'checkpoints')));
}

async function findFailure(run: PartialRun, target: string, badEnd: string | undefined): Promise<string | undefined> {
  const { ml, log } = run;
  if (existsSync(toPackedModel(run))) return undefined;
  if (badEnd === givenUp) return explainGivenUp(ml.checkpoints, target);
  const mayBeWhole = badEnd === undefined || badEnd === unseenEnd;
  if (mayBeWhole && existsSync(join(ml.model, 'model.json'))) return undefined;
  if (mayBeWhole && existsSync(join(ml.model, 'best.pt'))) return explainBareWeights(target);
  const last = findLastWords(await readFile(log, 'utf8').catch(() => '')).join(' | ');
  const end = `the control program ${badEnd ?? 'left no model'}, without a word of its own${explainKill(badEnd)}`;
  const wayBack = (await hasCheckpoints(ml.checkpoints)) ? `. ${toWayBack(target)}` : '';
  return `${end}. Its last lines: ${last || 'none'}. See ${join(toFailedFolder(target), 'train.log')}${wayBack}`;
}

/** A shell and a container engine tell SIGKILL as 128 + 9. */
function explainKill(badEnd: string | undefined): string {
  return badEnd !== undefined && /SIGKILL|exit code 137$/.test(badEnd)
    ? `, as Linux ends programs when memory runs out; ${lessMemory}`
    : '';
}

async function explainGivenUp(checkpoints: string, target: string): Promise<string> {
  return (await hasCheckpoints(checkpoints))
    ? `the training ${givenUp}; its checkpoints are kept. ${toWayBack(target)}`
    : `the training ${givenUp}, before its first checkpoint was written: there is nothing to go on from`;
}

async function hasCheckpoints(folder: string): Promise<boolean> {
  return (await readCheckpoints(folder)).some(({ state }) => state !== undefined);
}

const toWayBack = (target: string): string => `Go on with the same command and --resume --name ${basename(target)}`;

/** What a stop leaves that had no time for the export. */
function explainBareWeights(target: string): string {
  const weights = join(toFailedFolder(target), 'model', 'best.pt');
  return `the stop left no time for the export; the best weights are in ${weights}. Make a model of them: detectory-launch import ${weights} --out ${target}`;
}

/** Where the account of a failure stands once it was kept. */
const toKeptAccount = ({ folder }: PartialRun): string => join(folder, 'failure');

/** Keeps what tells why, also to who asks later, and what `--resume` goes on from. */
async function keepFailure(run: PartialRun, target: string, account: string): Promise<void> {
  const kept = toFailedFolder(target);
  await moveIfThere(run.ml.failure, toKeptAccount(run));
  await keepAccount(toKeptAccount(run), account);
  await moveIfThere(run.progress, join(run.folder, 'progress.jsonl'));
  if (existsSync(join(run.ml.model, 'best.pt'))) await rename(run.ml.model, join(run.folder, 'model'));
  await rm(run.request, { force: true });
  await rm(kept, { recursive: true, force: true });
  await mkdir(dirname(kept), { recursive: true });
  if ((await readdir(run.ml.checkpoints).catch(() => [])).length > 0)
    await rename(run.ml.checkpoints, join(run.folder, 'checkpoints'));
  await rename(run.folder, kept);
}

/** On a full disk, which may be the very failure, what the program wrote itself stays. */
async function keepAccount(file: string, account: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) === account) return;
  const partial = `${file}.partial`;
  await writeFile(partial, account)
    .then(() => rename(partial, file))
    .catch(() => rm(partial, { force: true }));
}
