import { createEndpointRouter } from '@detectory/endpoint-handler';
import { type AdmissionQueue, createAdmissionQueue, createSingleModelHost } from '@detectory/endpoint-handler/hosting';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type ListeningServer } from '../src/http/listen.js';
import { defaultDrainTimes, drain, type Drained } from '../src/life/drain.js';
import type { Log } from '../src/log/log.js';

const photo = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const never = 60_000;

let world: World | undefined;
afterEach(async () => {
  world?.endWork();
  await world?.server.close(0);
  world = undefined;
});

interface World extends Drained {
  readonly admission: AdmissionQueue;
  readonly server: ListeningServer;
  /** Messages of all levels, in their order. */
  readonly said: string[];
  readonly log: Log;
  /** Whether the model's memory was given back. */
  isClosed(): boolean;
  /** Lets the model answer: what it was asked, and what it will be asked. */
  endWork(): void;
  /** The statuses of new requests, `cut` for a connection that ended without one. */
  invoke(count: number): Promise<(number | 'cut')[]>;
}

/** A server of one place and a model that answers when the test says so. */
async function createWorld(): Promise<World> {
  let endWork: () => void = () => undefined;
  const worked = new Promise<void>((resolve) => (endWork = resolve));
  let isClosed = false;
  const found = { detections: [], widthPx: 1, heightPx: 1, timings: { decodeMs: 0, letterboxMs: 0, forwardMs: 0 } };
  const model = { classNames: ['drill'], detect: () => worked.then(() => found) };
  const close = () => Promise.resolve(void (isClosed = true));
  const open = () => Promise.resolve({ model, close });
  const host = createSingleModelHost({ modelName: 'model', modelUrl: '/model', open });
  await host.start();
  const admission = createAdmissionQueue({ concurrency: 1, maxQueued: 10, timeoutMs: never });
  const app = express().use(createEndpointRouter({ host, admission }));
  const server = await listen(app, { port: 0, host: '127.0.0.1', requestTimeoutMs: never });
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const log = { debug: say, info: say, warn: say, error: say, fatal: say };
  const invokeOnce = () =>
    fetch(`${server.url}/invocations`, { method: 'POST', body: photo }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 'cut' as const,
    );
  const invoke = (count: number) => Promise.all(Array.from({ length: count }, invokeOnce));
  return { host, admission, server, said, log, isClosed: () => isClosed, endWork, invoke };
}

/** One request runs, two wait. */
async function createBusyWorld(): Promise<{ readonly busy: World; readonly answers: Promise<(number | 'cut')[]> }> {
  const busy = (world = await createWorld());
  const answers = busy.invoke(3);
  await expect.poll(() => [busy.admission.running, busy.admission.queued]).toEqual([1, 2]);
  return { busy, answers };
}

const sorted = (statuses: readonly (number | 'cut')[]) => [...statuses].sort();

describe(drain, () => {
  it('leaves the time that Docker and SageMaker give, less what an answer takes', () => {
    expect(defaultDrainTimes).toEqual({ refuseQueuedAfterMs: 8_000, cutAfterMs: 25_000, closeGraceMs: 1_000 });
  });

  it('answers what ran and what waited, refuses what comes, and gives the model back', async () => {
    const { busy, answers } = await createBusyWorld();
    const drained = drain(busy, busy.log, { refuseQueuedAfterMs: never, cutAfterMs: never, closeGraceMs: 200 });
    expect((await fetch(`${busy.server.url}/ping`)).status).toBe(503);
    expect(await busy.invoke(2)).toEqual([503, 503]);
    busy.endWork();
    expect(await answers).toEqual([200, 200, 200]);
    await drained;
    expect(busy.said).toEqual(['draining', 'stopped']);
    expect(busy.isClosed()).toBe(true);
    expect(await busy.invoke(1)).toEqual(['cut']);
  });

  it('refuses with 503 what still waits when the time to wait is over, and answers what runs', async () => {
    const { busy, answers } = await createBusyWorld();
    const drained = drain(busy, busy.log, { refuseQueuedAfterMs: 50, cutAfterMs: never, closeGraceMs: 200 });
    await expect.poll(() => [busy.admission.running, busy.admission.queued]).toEqual([1, 0]);
    busy.endWork();
    expect(sorted(await answers)).toEqual([200, 503, 503]);
    await drained;
    expect(busy.said).toEqual(['draining', 'stopped']);
    expect(busy.isClosed()).toBe(true);
  });

  it('cuts what still runs when all time is over, says so, and ends without waiting for it', async () => {
    const { busy, answers } = await createBusyWorld();
    await drain(busy, busy.log, { refuseQueuedAfterMs: 50, cutAfterMs: 500, closeGraceMs: 50 });
    expect(sorted(await answers)).toEqual([503, 503, 'cut']);
    expect(busy.said).toEqual(['draining', 'requests cut', 'stopped']);
    // The model is still in use: to close it would wait for the work that was given up.
    expect(busy.isClosed()).toBe(false);
  });
});
