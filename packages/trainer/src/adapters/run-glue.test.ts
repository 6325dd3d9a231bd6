import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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

describe(runGlue, () => {
  it('asks a program to stop only once it listens, also when the wish is older than the program', async () => {
    const { events, error } = await run('listens.py', 'SIGTERM', { signal: AbortSignal.abort() });
    expect([events, error]).toEqual([['stopping', 'end'], undefined]);
  });

  it('asks again, with less patience, when there is no more time', async () => {
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
