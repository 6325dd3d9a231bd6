import { cpSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../src/adapters/find-python.js';
import { type GlueRun, runGlue } from '../src/adapters/run-glue.js';
import type { DistributedPlan } from '../src/distributed/distributed-plan.js';
import { planHosts } from '../src/distributed/to-distributed-plan.js';
import { toYolov5Arguments } from '../src/engine/to-yolov5-arguments.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { writeSquares } from './write-squares.js';

/** As the product plans it, but for the port: other tests run beside this one. */
export function planOn(hosts: readonly string[], currentHost: string, perHost: number, port: number): DistributedPlan {
  const plan = planHosts({ currentHost, hosts }, perHost);
  return { ...plan, master: { host: '127.0.0.1', port }, environment: { GLOO_SOCKET_IFNAME: 'lo' } };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Trains the smallest network in two processes on the CPU, through the product's glue and a build of YOLOv5 for tests.
 * @param resumedEpochs the epochs of the checkpoints that the processes say they go on from
 */
export async function trainOnTwoRanks(
  work: string,
  run: Pick<GlueRun, 'onEvent' | 'onLog' | 'signal'>,
  resumedEpochs?: readonly [number, number],
): Promise<void> {
  const setup = findPython();
  process.env['DETECTORY_TEST_GLUE'] = setup.glue;
  const glue = join(work, 'glue');
  cpSync(setup.glue, glue, { recursive: true });
  cpSync(fileURLToPath(new URL('python/ddp_on_cpu.py', import.meta.url)), join(glue, 'ddp_on_cpu.py'));
  const outbox = join(work, 'outbox');
  mkdirSync(outbox);
  const given = { epochs: 50, imgsz: 64, batch: 4, workers: 0, cfg: 'yolov5n', weights: 'none', noplots: true };
  const training = {
    options: resolveOptions(new Map(Object.entries(given))),
    data: writeSquares(join(work, 'data'), 16),
    weights: undefined,
    workFolder: work,
  };
  await runGlue(
    { ...setup, glue },
    {
      ...run,
      program: 'ddp_on_cpu.py',
      options: { arguments: toYolov5Arguments(training, 2), outbox, resumedEpochs, channelsLast: true },
      distributed: planOn(['localhost'], 'localhost', 2, await freePort()),
    },
  );
}
