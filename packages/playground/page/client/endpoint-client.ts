import type { Answer } from '../answer/answer.js';
import { parseDetections } from '../answer/parse-detections.js';
import { notDetections, toProblem, unreachable } from '../answer/problem.js';
import { parseServerTiming } from '../answer/server-timing.js';
import { splitTiming } from '../answer/split-timing.js';
import { listModels, type ServedModels } from './list-models.js';

export type ServerStatus = 'ready' | 'loading' | 'gone';

/** What the client needs of the browser. */
export interface ClientPorts {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Where the page stands; every request goes below it. */
  readonly base: string;
}

export interface EndpointClient {
  ping(): Promise<ServerStatus>;
  models(): Promise<ServedModels>;
  /** Never rejects but for an abort: a failure is an answer too. */
  detect(path: string, photo: Blob, signal?: AbortSignal): Promise<Answer>;
}

export function createEndpointClient({ fetch, now, base }: ClientPorts): EndpointClient {
  return { ping, models: () => listModels(fetch, base), detect };

  async function ping(): Promise<ServerStatus> {
    try {
      return (await fetch(new URL('ping', base), { cache: 'no-store' })).ok ? 'ready' : 'loading';
    } catch {
      return 'gone';
    }
  }

  async function detect(path: string, photo: Blob, signal?: AbortSignal): Promise<Answer> {
    const startedAt = now();
    try {
      const response = await fetch(new URL(path, base), toRequest(photo, signal));
      const text = await response.text();
      if (!response.ok) return { kind: 'failed', problem: toProblem(response.status, text) };
      return toAnswer(text, now() - startedAt, response.headers.get('server-timing') ?? '');
    } catch (error) {
      if (signal?.aborted) throw error;
      return { kind: 'failed', problem: unreachable(new URL(base).origin) };
    }
  }
}

function toRequest(photo: Blob, signal: AbortSignal | undefined): RequestInit {
  const headers = { accept: 'application/json', 'content-type': photo.type || 'application/octet-stream' };
  return { method: 'POST', body: photo, headers, cache: 'no-store', ...(signal ? { signal } : {}) };
}

function toAnswer(text: string, totalMs: number, serverTiming: string): Answer {
  const detections = parseDetections(text);
  if (!detections) return { kind: 'failed', problem: notDetections };
  return { kind: 'done', detections, totalMs, timing: splitTiming(totalMs, parseServerTiming(serverTiming)) };
}
