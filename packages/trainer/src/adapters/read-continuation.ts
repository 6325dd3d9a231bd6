import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createStorage, isS3Uri, joinUri, type Storage } from '@detectory/storage';
import { type CheckpointState, parseCheckpointState } from '../checkpoints/checkpoint-state.js';
import { parseHyperparameters } from '../contract/parse-hyperparameters.js';
import { toHyperparameters } from '../options/to-hyperparameters.js';
import { slots } from './checkpoints/read-checkpoints.js';
import { findKeptJob, findKeptRequest, keptRequestFile } from './local/kept-request.js';

/** What a finished run has for one that goes on from it. */
export interface Continuation {
  /** Where its checkpoints lie: a folder, or an s3:// URI. */
  readonly checkpoints: string;
  /** Training options as it was given them. */
  readonly hyperparameters: Readonly<Record<string, string>>;
}

/**
 * Looks at a run's folder, here or on S3, one that was fetched from SageMaker, or the s3:// URI of a job's checkpoints. Undefined
 * where there is nothing to go on from.
 * @throws RunFileDamagedError
 */
export async function readContinuation(run: string): Promise<Continuation | undefined> {
  const storage = createStorage();
  const request = await findKeptRequest(joinUri(run, keptRequestFile));
  const checkpoints = await findCheckpoints(run, request !== undefined);
  if (checkpoints === undefined) return undefined;
  if (request) return { checkpoints, hyperparameters: fromRequest(request.hyperparameters, run) };
  const newest = await readNewest(checkpoints, storage);
  return newest && { checkpoints, hyperparameters: fromCheckpoint(newest) };
}

async function findCheckpoints(run: string, isRun: boolean): Promise<string | undefined> {
  const own = joinUri(run, 'checkpoints');
  if (isS3Uri(run)) return isRun ? own : run;
  if (existsSync(own)) return own;
  return (await findKeptJob(run))?.checkpoints;
}

/** Where that run began is its own matter. */
const ownOptions = ['resume', 'continue-from'];

/** YOLOv5 leaves its hyperparameters beside the curves: the file that was named then may have changed, or lie elsewhere. */
function fromRequest(kept: Readonly<Record<string, string>>, run: string): Record<string, string> {
  const given = without(toHyperparameters(parseHyperparameters(JSON.stringify(kept))), ownOptions);
  const hyp = join(run, 'output', 'hyp.yaml');
  return given['hyp'] !== undefined && existsSync(hyp) ? { ...given, hyp } : given;
}

/** A checkpoint has all options as they held: its machine's and its weights too, and the preset written out as a file. */
function fromCheckpoint({ options }: CheckpointState): Record<string, string> {
  const settled = ['weights', 'workers', 'cache', ...(options.preset === undefined ? [] : ['hyp'])];
  return without(toHyperparameters(Object.entries(options)), [...ownOptions, ...settled]);
}

function without(texts: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !names.includes(name)));
}

/** The state of a folder's newest checkpoint, here or on S3; its weights are not looked at. */
export async function readNewest(checkpoints: string, storage: Storage): Promise<CheckpointState | undefined> {
  const states: CheckpointState[] = [];
  for (const slot of slots) {
    const file = joinUri(checkpoints, `${slot}/state.json`);
    if (!(await storage.stat(file))) continue;
    const state = parseCheckpointState(Buffer.from(await storage.readBytes(file)).toString('utf8'));
    if (state) states.push(state);
  }
  return states.sort((a, b) => b.epoch - a.epoch)[0];
}
