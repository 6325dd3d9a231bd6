import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelInvalidError } from '@detectory/inference-core';
import { extractArchive, openModel } from '@detectory/inference-core/model-folder';
import { joinUri } from '@detectory/storage';
import { JobFailedError, JobFolderTakenError } from '../../runner/run-errors.js';
import type { RunResult } from '../../runner/run-request.js';
import type { JobState } from '../../runner/sagemaker/job-state.js';
import { toResult } from '../local/finish-run.js';
import { findKeptJob, jobFile, type KeptRequest, keptRequestFile } from '../local/kept-request.js';
import { fetchModel, fetchOutput, isFolderUri, toOutputUri } from './fetch-archives.js';

/** Files of the output that stand in the run's folder too. */
const shownFirst = ['run.json', 'report.html', 'train.log'];

type Note = (text: string) => void;

/**
 * Brings a job's model and output here, as a run's folder that appears whole. The model is opened and checked first; nothing but
 * regular files comes out of an archive. A job that was brought here before isn't again.
 * @throws JobFolderTakenError where the folder is another run's, RunFileDamagedError where nothing says whose it is
 */
export async function fetchRun(
  state: JobState,
  { out, folderName, note }: { readonly out: string; readonly folderName: string; readonly note: Note },
): Promise<RunResult> {
  const target = resolve(out, folderName);
  if (existsSync(target)) {
    if ((await findKeptJob(target))?.job === state.name) return toResult(target);
    throw new JobFolderTakenError(target, state.name, state.modelUri ?? '');
  }
  await mkdir(resolve(out), { recursive: true });
  const partial = await mkdtemp(`${target}.fetching-`);
  try {
    const modelUri = state.modelUri ?? '';
    const model = join(partial, 'model.tar.gz');
    await fetchModel(modelUri, model);
    await assertModel(model, state);
    await bringOutput(modelUri, partial, target, note);
    const kept = {
      job: state.name,
      checkpoints: state.checkpointUri,
      model: modelUri,
    };
    const { dataUri: data, hyperparameters } = state;
    const request: KeptRequest = { data, hyperparameters, place: 'sagemaker' };
    await writeFile(join(partial, keptRequestFile), `${JSON.stringify(request, undefined, 2)}\n`);
    await writeFile(join(partial, jobFile), `${JSON.stringify(kept, undefined, 2)}\n`);
    await rename(partial, target);
    return toResult(target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Looks at the model of a job that was stopped where it stays on S3, for it may be no model.
 * @throws JobFailedError for a job whose stop left no time for the export
 */
export async function assertModelOfStopped(state: JobState): Promise<void> {
  if (state.status !== 'Stopped' || state.modelUri === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), 'detectory-stopped-'));
  try {
    const model = join(folder, 'model.tar.gz');
    await fetchModel(state.modelUri, model);
    await assertModel(model, state);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws JobFailedError for a job whose stop left no time for the export; ModelInvalidError for what is no model */
async function assertModel(model: string, { name, status, modelUri = '' }: JobState): Promise<void> {
  try {
    await (await openModel(model)).close();
  } catch (error) {
    if (!(error instanceof ModelInvalidError) || !(await hasBareWeights(model))) throw error;
    const weights = isFolderUri(modelUri) ? joinUri(modelUri, 'best.pt') : modelUri;
    const fix = `its best weights are in ${weights}; make a model of them: detectory-launch import ${weights} --out models/${name}`;
    throw new JobFailedError(name, status, `the stop left no time for the export. ${fix}`, []);
  }
}

/** What a stop leaves that had no time for the export. */
async function hasBareWeights(archive: string): Promise<boolean> {
  const extracted = await extractArchive(archive, archive).catch(() => undefined);
  const isThere = extracted !== undefined && existsSync(join(extracted.folder, 'best.pt'));
  await extracted?.remove();
  return isThere;
}

/**
 * What can't come here doesn't keep the model away: it is told where the output lies.
 * @throws StorageError for what another try may bring
 */
async function bringOutput(modelUri: string, partial: string, target: string, note: Note): Promise<void> {
  const output = join(partial, 'output');
  try {
    await fetchOutput(modelUri, output);
  } catch (error) {
    const reason = findLastingReason(error);
    if (reason === undefined) throw error;
    note(`warning: ${describeLeftBehind(modelUri, target, reason)}`);
  }
  for (const name of shownFirst) if (existsSync(join(output, name))) await cp(join(output, name), join(partial, name));
}

function findLastingReason(error: unknown): string | undefined {
  if (error instanceof ModelInvalidError) return error.message;
  const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? `there is no room for it here (${code}). Make some.` : undefined;
}

function describeLeftBehind(modelUri: string, target: string, reason: string): string {
  const uri = toOutputUri(modelUri);
  const output = join(target, 'output');
  const command = isFolderUri(modelUri)
    ? `aws s3 cp --recursive ${joinUri(uri, '')} ${output}`
    : `aws s3 cp ${uri} - | tar -xz -C ${output}`;
  return `The model is here; what the job left beside it (plots, logs, weights of epochs) stays in ${uri}: ${reason} Then \`${command}\` brings it to its place.`;
}
