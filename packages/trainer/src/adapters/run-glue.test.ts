import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../engine/engine-event.js';
import { findPython } from './find-python.js';
import { type GlueRun, runGlue } from './run-glue.js';

const setup = {
  python: findPython().python,
  glue: fileURLToPath(new URL('../../tests/python', import.meta.url)),
};

/** Runs a program of tests/python; `react` sees each line that it prints. */
async function run(program: string, ending: string, rest: Partial<GlueRun> & { react?: (line: string) => void } = {}) {
  const events: EngineEvent[] = [];
  const log: string[] = [];
  const onLog = (line: string): void => {
    log.push(line);
    rest.react?.(line);
  };
  const error = await runGlue(setup, {
    program,
    options: { ending },
    onEvent: (event) => events.push(event),
    onLog,
    ...rest,
  }).catch((reason: unknown) => reason as Error);
  return { events: events.map(({ event }) => event), log, error };
}

/** A zombie is dead: it only waits for someone to ask how it ended. */
function isAlive(pid: string | undefined): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

async function familyOf(log: readonly string[]): Promise<boolean[]> {
  const ids = log.join(' ').match(/family (\d+) (\d+)/);
  await sleep(100);
  return [ids?.[1], ids?.[2]].map(isAlive);
}

/** What torchrun is given on one of two hosts: its arguments, and the variables of NCCL that it has. */
async function startRanks(): Promise<{ readonly args: string | undefined; readonly network: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'detectory-ranks-'));
  const python = join(folder, 'python');
  writeFileSync(python, '#!/bin/sh\necho "$*"\nenv\n', { mode: 0o755 });
  const log: string[] = [];
  const distributed = {
    ...{ hostRank: 1, hostCount: 2, processesPerHost: 4, worldSize: 8, master: { host: 'algo-1', port: 7777 } },
    environment: { NCCL_PROTO: 'simple', NCCL_SOCKET_IFNAME: 'ethwe' },
  };
  try {
    const onLog = (line: string): void => void log.push(line);
    const run: GlueRun = { program: 'train.py', options: {}, onEvent: () => undefined, onLog, distributed };
    await runGlue({ python, glue: '/glue' }, run);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { args: log[0], network: log.filter((line) => line.startsWith('NCCL_')).sort() };
}

afterEach(() => vi.unstubAllEnvs());

describe(runGlue, () => {
  it("Multi-node launch, Network: starts this host's ranks by the plan, with its variables", async () => {
    const { args, network } = await startRanks();
    expect(args).toMatch(/ \/glue\/start_ranks\.py --nnodes=2 --nproc_per_node=4 --node_rank=1 .* \/glue\/train\.py /);
    expect(network).toEqual(['NCCL_PROTO=simple', 'NCCL_SOCKET_IFNAME=ethwe']);
  });

  it("Network: leaves an interface that the job's own environment names", async () => {
    vi.stubEnv('NCCL_SOCKET_IFNAME', 'eth7');
    expect((await startRanks()).network).toContain('NCCL_SOCKET_IFNAME=eth7');
  });

  it('Stop: asks a program to stop only once it listens, also when the wish is older than the program', async () => {
    const { events, error } = await run('listens.py', 'SIGTERM', { signal: AbortSignal.abort() });
    expect([events, error]).toEqual([['process', 'stopping', 'end'], undefined]);
  });

  it('Stop: asks again, with less patience, when there is no more time', async () => {
    const hurry = new AbortController();
    const request = new AbortController();
    const { events, error } = await run('listens.py', 'SIGUSR1', {
      signal: request.signal,
      hurry: hurry.signal,
      react: (line) => line === 'up' && request.abort(),
      onEvent: (event) => event.event === 'stopping' && hurry.abort(),
    });
    expect([events, error]).toEqual([[], undefined]);
    expect(hurry.signal.aborted).toBe(true);
  });

  it('kills a program with all that it started', async () => {
    const kill = new AbortController();
    const { log, error } = await run('family.py', 'wait', {
      kill: kill.signal,
      react: (line) => line.startsWith('family') && kill.abort(),
    });
    expect(error).toMatchObject({ name: 'EngineKilledError' });
    expect(await familyOf(log)).toEqual([false, false]);
  });

  it('leaves nobody behind after a crash, and takes the first account of it', async () => {
    const { log, error } = await run('family.py', 'crash');
    expect(error?.message).toBe('family.py failed: ValueError: first');
    expect(await familyOf(log)).toEqual([false, false]);
  });

  it('says what to mend when a program is killed from outside', async () => {
    const { log, error } = await run('family.py', 'wait', {
      react: (line) => line.startsWith('family') && process.kill(Number(line.split(' ')[1]), 'SIGKILL'),
    });
    expect(error).toMatchObject({ name: 'OutOfMemoryError', message: expect.stringContaining('batch-size') as string });
    expect(await familyOf(log)).toEqual([false, false]);
  });

  it('ends a program whose listener fails, with what the listener threw', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const { log, error } = await run('family.py', 'wait', {
      react: (line) => {
        if (line.startsWith('family')) throw full;
      },
    });
    expect(error).toBe(full);
    expect(await familyOf(log)).toEqual([false, false]);
  });

  it('says that a Python is missing', async () => {
    const missing = runGlue(
      { ...setup, python: '/no/python' },
      { program: 'x.py', options: {}, onEvent: () => undefined },
    );
    await expect(missing).rejects.toThrow(/x\.py failed: spawn \/no\/python ENOENT/);
  });
});
