import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findPython } from '../src/adapters/find-python.js';
import { runGlue } from '../src/adapters/run-glue.js';
import type { DistributedPlan } from '../src/distributed/distributed-plan.js';
import { planHosts } from '../src/distributed/to-distributed-plan.js';
import type { EngineEvent } from '../src/engine/engine-event.js';
import { toYolov5Arguments } from '../src/engine/to-yolov5-arguments.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-distributed-'));
afterAll(() => rmSync(work, { recursive: true }));

const setup = findPython();

/** As the product plans it, but for the port: other tests run beside this one. */
async function planOn(hosts: readonly string[], currentHost: string, perHost: number, port: number) {
  const plan = planHosts({ currentHost, hosts }, perHost);
  return {
    ...plan,
    master: { host: '127.0.0.1', port },
    environment: { GLOO_SOCKET_IFNAME: 'lo' },
  } satisfies DistributedPlan;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

describe('two hosts', () => {
  it('Multi-node launch: meet through the plan and all-reduce with gloo', async () => {
    const port = await freePort();
    const hosts = ['algo-1', 'algo-2'];
    const told = await Promise.all(
      hosts.map(async (host) => {
        const events: EngineEvent[] = [];
        const distributed = await planOn(hosts, host, 1, port);
        const onEvent = (event: EngineEvent) => void events.push(event);
        await runGlue(setup, { program: 'check_hosts.py', options: { seconds: 60 }, onEvent, distributed });
        return events;
      }),
    );
    expect(told).toEqual(
      [0, 1].map((rank) => [{ event: 'hosts', rank, size: 2, answers: 2, backend: expect.any(String) as string }]),
    );
  });
});

interface Hash {
  readonly rank: number;
  readonly epoch: number;
  readonly sha256: string;
  readonly wrapped: string;
}

describe('YOLOv5 in two processes on the CPU', () => {
  it('has the same parameters on all ranks after each epoch, and stops on all of them', async () => {
    process.env['DETECTORY_TEST_GLUE'] = setup.glue;
    const outbox = join(work, 'outbox');
    mkdirSync(outbox);
    const given = { epochs: 50, imgsz: 64, batch: 4, workers: 0, cfg: 'yolov5n', weights: 'none' };
    const training = {
      options: resolveOptions(new Map(Object.entries(given))),
      data: writeSquares(join(work, 'data'), 16),
      weights: undefined,
      workFolder: work,
    };
    const hashes: Hash[] = [];
    const events: EngineEvent[] = [];
    const stop = new AbortController();
    await runGlue(
      { ...setup, glue: fileURLToPath(new URL('python', import.meta.url)) },
      {
        program: 'ddp_on_cpu.py',
        options: { arguments: { ...toYolov5Arguments(training, 2), noplots: true }, outbox },
        distributed: await planOn(['localhost'], 'localhost', 2, await freePort()),
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          if (event.event === 'epoch' && event.epoch === 1) stop.abort();
        },
        onLog: (line) => line.startsWith('{"rank"') && hashes.push(JSON.parse(line) as Hash),
      },
    );
    const ofRank = (rank: number) =>
      hashes.filter((hash) => hash.rank === rank).map(({ epoch, sha256 }) => ({ epoch, sha256 }));
    expect(ofRank(0).length).toBeGreaterThanOrEqual(2);
    expect(ofRank(0).length).toBeLessThan(10);
    expect(ofRank(1)).toEqual(ofRank(0));
    expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(ofRank(0).length);
    expect(hashes.every(({ wrapped }) => wrapped === 'DistributedDataParallel')).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: 'end', stopped: true });
  });
});
