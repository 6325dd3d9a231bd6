import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endProcess } from './end-process.js';
import { runAsJob } from './run-as-job.js';

vi.mock('./end-process.js');

let ml: string;
beforeEach(() => {
  ml = mkdtempSync(join(tmpdir(), 'detectory-job-'));
  vi.stubEnv('DETECTORY_ML_ROOT', ml);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(ml, { recursive: true });
});

describe(runAsJob, () => {
  it('Result: what is thrown where nobody waits for it ends the job, also while work that was given up would hold it', async () => {
    const handlers = new Map<string | symbol, (error: Error) => void>();
    vi.spyOn(process, 'on').mockImplementation((event, handler) => handlers.set(event, handler) && process);
    await runAsJob(() => Promise.resolve());
    handlers.get('uncaughtException')?.(new RangeError('a slip'));
    expect(endProcess).toHaveBeenCalledWith(1);
    expect(readFileSync(join(ml, 'output', 'failure'), 'utf8')).toBe('RangeError: a slip');
  });
});
