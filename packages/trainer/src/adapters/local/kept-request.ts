import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createStorage, isS3Uri } from '@detectory/storage';
import { isRecord } from '../../contract/parse-json-object.js';
import { RunFileDamagedError } from '../../runner/run-errors.js';
import type { RunPlace, RunRequest } from '../../runner/run-request.js';
import { fileOptions } from '../find-option-files.js';

/** In a run's folder: what it was asked for. */
export const keptRequestFile = 'run-request.json';

/** In the folder of a run that was fetched: which job it was, and where its checkpoints are. */
export const jobFile = 'sagemaker-job.json';

export interface KeptRequest {
  readonly data: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** What its further channels show. */
  readonly channels?: Readonly<Record<string, string>> | undefined;
  /** Where it ran. */
  readonly place?: RunPlace;
}

/** Which job a fetched folder is of. */
export interface KeptJob {
  readonly job?: string;
  /** Where its checkpoints are. */
  readonly checkpoints?: string;
}

export function toKeptRequest({ data, hyperparameters, channels = {} }: RunRequest, place: RunPlace): KeptRequest {
  const further = Object.entries(channels).map(([name, source]) => [name, toAbsoluteSource(source)] as const);
  return {
    data: toAbsoluteSource(data),
    hyperparameters: { ...hyperparameters, ...toAbsolute(hyperparameters) },
    ...(further.length > 0 ? { channels: Object.fromEntries(further) } : {}),
    place,
  };
}

function toAbsoluteSource(source: string): string {
  return isS3Uri(source) ? source : resolve(source);
}

/** Files are found from any folder. */
function toAbsolute(hyperparameters: RunRequest['hyperparameters']): Record<string, string> {
  const files = fileOptions.flatMap((name) => {
    const value = hyperparameters[name];
    return value !== undefined && existsSync(value) && statSync(value).isFile() ? [[name, resolve(value)]] : [];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

/** Of a run of other makers nothing is known; nor of one whose request is damaged, which keeps nobody from the run itself. */
export async function readKeptRequest(file: string): Promise<KeptRequest> {
  const kept = await findKeptRequest(file).catch((error: unknown) => {
    if (!(error instanceof RunFileDamagedError)) throw error;
  });
  return kept ?? { data: '', hyperparameters: {} };
}

/**
 * @param uri of the file
 * @returns undefined where there is none
 * @throws RunFileDamagedError
 */
export async function findKeptRequest(uri: string): Promise<KeptRequest | undefined> {
  return findObject<KeptRequest>(uri, "Remove it: without it the run's checkpoints tell its options.");
}

/** Undefined for a folder that is no job's. @throws RunFileDamagedError */
export async function findKeptJob(folder: string): Promise<KeptJob | undefined> {
  return findObject<KeptJob>(
    join(folder, jobFile),
    'Move its folder away, and `detectory-launch watch` with the name of its job fetches it again.',
  );
}

async function findObject<Kept extends object>(uri: string, fix: string): Promise<Kept | undefined> {
  const storage = createStorage();
  if (!(await storage.stat(uri))) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(await storage.readBytes(uri)).toString('utf8'));
    if (isRecord(value)) return value as Kept;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new RunFileDamagedError(uri, cause.message, fix, { cause });
  }
  throw new RunFileDamagedError(uri, 'it is JSON of another kind', fix);
}
