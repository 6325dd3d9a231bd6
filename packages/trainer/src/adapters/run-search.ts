import { appendFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openModel } from '@detectory/inference-core/model-folder';
import { EngineFailedError, HyperparameterInvalidError, NothingToResumeError } from '../errors.js';
import { SearchDiffersError } from '../runner/run-errors.js';
import type { Runner, RunListeners, RunRequest, RunResult } from '../runner/run-request.js';
import { sampleTrial } from '../tune/sample-trial.js';
import type { SearchRange } from '../tune/search-space.js';
import { findBestTrial, parseTrials, searchFile, type SearchSettings, type TrialRecord } from '../tune/trial-record.js';
import { readCheckpoints } from './checkpoints/read-checkpoints.js';
import { toFailedFolder } from './local/finish-run.js';

export interface SearchRequest {
  readonly data: string;
  readonly out: string;
  readonly name: string;
  readonly trials: number;
  readonly seed: number;
  readonly space: readonly SearchRange[];
  /** Hyperparameters that all trials share. */
  readonly base: Readonly<Record<string, string>>;
  /** Told when a trial begins; answers who hears of it. */
  readonly onTrial: (trial: number, hyperparameters: Readonly<Record<string, string>>) => RunListeners;
  readonly onResult: (record: TrialRecord) => void;
  readonly signal: AbortSignal;
}

export interface SearchResult {
  readonly folder: string;
  readonly trials: readonly TrialRecord[];
  readonly best: TrialRecord | undefined;
  /** The trial that an interruption cut short. */
  readonly interrupted: InterruptedTrial | undefined;
}

export interface InterruptedTrial {
  readonly trial: number;
  /** From whose checkpoint the trial goes on; 0 where it begins anew. */
  readonly epochs: number;
}

/**
 * A random search, one trial after the other: each is a run of its own below `<out>/<name>/trial-<number>`. Beaten trials keep
 * their curves, not their models; the link `best` names the one that leads. A search that was interrupted
 * goes on where it was, with the trial that was under way from its last checkpoint.
 * @throws SearchDiffersError where the folder holds another search; what stands in the way of every trial, such as a missing dataset
 */
export async function runSearch(runner: Runner, request: SearchRequest): Promise<SearchResult> {
  const folder = resolve(request.out, request.name);
  await assertSameSearch(folder, request);
  const file = join(folder, 'trials.jsonl');
  const trials = parseTrials(await readFile(file, 'utf8').catch(() => ''));
  // The search may have been killed before the link was made.
  await keepBest(folder, trials);
  let interrupted: InterruptedTrial | undefined;
  for (let trial = trials.length + 1; trial <= request.trials && !request.signal.aborted; trial++) {
    const record = await runTrial(runner, request, folder, trial);
    if (!record) {
      interrupted = { trial, epochs: await countEpochs(join(folder, toTrialName(trial))) };
      break;
    }
    trials.push(record);
    await appendFile(file, `${JSON.stringify(record)}\n`);
    request.onResult(record);
    await keepBest(folder, trials);
  }
  return { folder, trials, best: findBestTrial(trials), interrupted };
}

/** Answers `undefined` for a trial that was cut short: it is nobody's failure. */
async function runTrial(
  runner: Runner,
  request: SearchRequest,
  folder: string,
  trial: number,
): Promise<TrialRecord | undefined> {
  const { data, signal, seed, space, base } = request;
  const hyperparameters = sampleTrial(space, seed, trial);
  const name = toTrialName(trial);
  await rm(join(folder, name), { recursive: true, force: true });
  const startedAt = performance.now();
  const listeners = request.onTrial(trial, hyperparameters);
  const run = { data, out: folder, name, hyperparameters: { ...base, ...hyperparameters }, signal, ...listeners };
  const seconds = (): number => Math.round((performance.now() - startedAt) / 1000);
  try {
    const { model } = await runOrGoOn(runner, run);
    // Of a run that failed and has gone on since.
    await rm(toFailedFolder(join(folder, name)), { recursive: true, force: true });
    return { trial, hyperparameters, ...(await readScore(model)), seconds: seconds() };
  } catch (error) {
    if (signal.aborted && error instanceof EngineFailedError) return undefined;
    if (!mayLieInTrial(error)) throw error;
    return { trial, hyperparameters, score: null, mAP50: null, seconds: seconds(), failure: error.message };
  }
}

/**
 * Goes on from the checkpoints of an interrupted trial, where it left some. An interruption gives the trial up at once: the model of
 * half a trial compares with none.
 */
async function runOrGoOn(runner: Runner, run: RunRequest): Promise<RunResult> {
  try {
    return await runner.run({ ...run, resume: true }, { force: true });
  } catch (error) {
    if (!(error instanceof NothingToResumeError)) throw error;
    return runner.run(run, { force: true });
  }
}

async function countEpochs(target: string): Promise<number> {
  const found = await readCheckpoints(join(toFailedFolder(target), 'checkpoints'));
  return Math.max(0, ...found.map(({ state }) => (state ? state.epoch + 1 : 0)));
}

/** The combination may be what failed: a learning rate that is too high ends in NaN. All else would fail each trial. */
function mayLieInTrial(error: unknown): error is Error {
  return error instanceof EngineFailedError || error instanceof HyperparameterInvalidError;
}

async function readScore(model: string): Promise<Pick<TrialRecord, 'score' | 'mAP50'>> {
  const { manifest, close } = await openModel(model);
  await close();
  return { score: manifest.metrics?.mAP50_95 ?? null, mAP50: manifest.metrics?.mAP50 ?? null };
}

async function assertSameSearch(folder: string, { data, seed, base, space }: SearchRequest): Promise<void> {
  const settings: SearchSettings = { data: resolve(data), seed, base, space };
  const text = `${JSON.stringify(settings, undefined, 2)}\n`;
  const file = join(folder, searchFile);
  const there = await readFile(file, 'utf8').catch(() => undefined);
  if (there !== undefined && there !== text) throw new SearchDiffersError(folder);
  await mkdir(folder, { recursive: true });
  if (there === undefined) await writeFile(file, text);
}

async function keepBest(folder: string, trials: readonly TrialRecord[]): Promise<void> {
  const best = findBestTrial(trials);
  if (best) await link(toTrialName(best.trial), join(folder, 'best'));
  for (const { trial } of trials) {
    if (trial === best?.trial) continue;
    for (const name of ['model.tar.gz', 'checkpoints'])
      await rm(join(folder, toTrialName(trial), name), { recursive: true, force: true });
  }
}

/** In the place of an earlier link, at no time without one. */
async function link(target: string, path: string): Promise<void> {
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  await symlink(target, partial);
  await rename(partial, path);
}

function toTrialName(trial: number): string {
  return `trial-${String(trial).padStart(2, '0')}`;
}
