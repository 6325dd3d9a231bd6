import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishRun } from './finish-run.js';
import { type PartialRun, toPartialRun } from './run-folder.js';

vi.mock('node:fs/promises', { spy: true });

let folder: string;
let target: string;
let run: PartialRun;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detectory-finish-'));
  target = join(folder, 'garden');
  run = toPartialRun(`${target}.partial-1`);
  for (const each of [run.ml.model, run.ml.outputData, run.ml.checkpoints]) mkdirSync(each, { recursive: true });
  writeFileSync(run.request, JSON.stringify({ data: '/data', hyperparameters: {} }));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Each write to a file makes it empty, and goes no further. */
function fillDisk(): void {
  vi.mocked(writeFile).mockImplementation((file) => {
    if (existsSync(String(file))) truncateSync(String(file));
    return Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
  });
}

describe(finishRun, () => {
  it('gives the reason of a run that filled the disk, and keeps it as the program wrote it', async () => {
    const own = `EngineFailedError: the disk is full; ${run.ml.checkpoints} is kept`;
    writeFileSync(run.ml.failure, own);
    fillDisk();
    await expect(finishRun(run, { target }, 'ended with exit code 1')).rejects.toThrow(
      `the disk is full; ${target}.failed/checkpoints is kept`,
    );
    expect(readFileSync(join(`${target}.failed`, 'failure'), 'utf8')).toBe(own);
    expect(readdirSync(folder)).toEqual(['garden.failed']);
  });

  it('says how a program ended on a full disk that could not say so itself', async () => {
    fillDisk();
    await expect(finishRun(run, { target }, 'ended with SIGKILL')).rejects.toThrow(/ended with SIGKILL/);
    expect(readdirSync(folder)).toEqual(['garden.failed']);
  });

  it('gives the reason of a run whose request was damaged meanwhile', async () => {
    writeFileSync(run.request, '{"data":');
    writeFileSync(run.ml.failure, `EngineFailedError: see ${run.ml.checkpoints}`);
    await expect(finishRun(run, { target }, undefined)).rejects.toThrow(`see ${target}.failed/checkpoints`);
  });
});
