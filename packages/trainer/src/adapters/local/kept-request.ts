import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isS3Uri } from '@detectory/storage';
import type { RunRequest } from '../../runner/run-request.js';

/** In a run's folder: what it was asked for. */
export const keptRequestFile = 'run-request.json';

export interface KeptRequest {
  readonly data: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
}

export function toKeptRequest({ data, hyperparameters }: RunRequest): KeptRequest {
  return { data: isS3Uri(data) ? data : resolve(data), hyperparameters };
}

/** Of a run of other makers nothing is known. */
export async function readKeptRequest(file: string): Promise<KeptRequest> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? { data: '', hyperparameters: {} } : (JSON.parse(text) as KeptRequest);
}
