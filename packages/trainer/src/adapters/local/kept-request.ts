import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createStorage, isS3Uri } from '@detectory/storage';
import type { RunPlace, RunRequest } from '../../runner/run-request.js';

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
  const files = (['hyp', 'cfg'] as const).flatMap((name) => {
    const value = hyperparameters[name];
    return value !== undefined && existsSync(value) && statSync(value).isFile() ? [[name, resolve(value)]] : [];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

/** Of a run of other makers nothing is known. */
export async function readKeptRequest(file: string): Promise<KeptRequest> {
  return (await findKeptRequest(file)) ?? { data: '', hyperparameters: {} };
}

/** @param uri of the file; undefined where there is none */
export async function findKeptRequest(uri: string): Promise<KeptRequest | undefined> {
  const storage = createStorage();
  if (!(await storage.stat(uri))) return undefined;
  return JSON.parse(Buffer.from(await storage.readBytes(uri)).toString('utf8')) as KeptRequest;
}
