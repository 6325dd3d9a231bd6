import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPython } from '../src/adapters/find-python.js';
import { runGlue } from '../src/adapters/run-glue.js';
import type { EngineEvent } from '../src/engine/engine-event.js';
import { freePort, planOn, trainOnTwoRanks } from './train-on-ranks.js';

const root = mkdtempSync(join(tmpdir(), 'detectory-distributed-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Two processes that load PyTorch take their time on a busy machine. */
const patienceMs = 300_000;

describe('two hosts', () => {
  it(
    'Multi-node launch: meet through the plan and all-reduce with gloo',
    async () => {
      const port = await freePort();
      const hosts = ['algo-1', 'algo-2'];
      const told = await Promise.all(
        hosts.map(async (host) => {
          const events: EngineEvent[] = [];
          const distributed = planOn(hosts, host, 1, port);
          const onEvent = (event: EngineEvent) => void events.push(event);
          await runGlue(findPython(), { program: 'check_hosts.py', options: { seconds: 200 }, onEvent, distributed });
          return events;
        }),
      );
      expect(told).toEqual(
        [0, 1].map((rank) => [{ event: 'hosts', rank, size: 2, answers: 2, backend: expect.any(String) as string }]),
      );
    },
    patienceMs,
  );
});

interface Hash {
  readonly rank: number;
  readonly epoch: number;
  readonly sha256: string;
  readonly wrapped: string;
}

describe('YOLOv5 in two processes on the CPU', () => {
  it(
    'Stop: has the same parameters on all ranks after each epoch, and stops on all of them',
    async () => {
      const hashes: Hash[] = [];
      const events: EngineEvent[] = [];
      const stop = new AbortController();
      await trainOnTwoRanks(mkdtempSync(join(root, 'whole-')), {
        signal: stop.signal,
        onEvent: (event) => {
          events.push(event);
          if (event.event === 'epoch') stop.abort();
        },
        onLog: (line) => line.startsWith('{"rank"') && hashes.push(JSON.parse(line) as Hash),
      });
      const ofRank = (rank: number) =>
        hashes.filter((hash) => hash.rank === rank).map(({ epoch, sha256 }) => ({ epoch, sha256 }));
      expect(ofRank(0).length).toBeGreaterThanOrEqual(2);
      expect(ofRank(0).length).toBeLessThan(10);
      expect(ofRank(1)).toEqual(ofRank(0));
      expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(ofRank(0).length);
      expect(hashes.every(({ wrapped }) => wrapped === 'DistributedDataParallel')).toBe(true);
      expect(events.at(-1)).toMatchObject({ event: 'end', stopped: true });
    },
    patienceMs,
  );

  it(
    'Checkpoints: ends on all of them, with what to do, where they hold those of different epochs',
    async () => {
      const heard: string[] = [];
      const training = trainOnTwoRanks(
        mkdtempSync(join(root, 'different-')),
        { onEvent: ({ event }) => heard.push(event) },
        [2, 4],
      );
      await expect(training).rejects.toThrow(
        'The hosts hold checkpoints of different epochs ([3, 5]); start the job again, or afresh with resume=false.',
      );
      expect(heard).not.toContain('batch');
    },
    patienceMs,
  );
});
