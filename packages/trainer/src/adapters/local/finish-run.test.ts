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
import type * as fs from 'node:fs/promises';
import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishRemoval, finishRun } from './finish-run.js';
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
  vi.resetAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Each write to a file makes it empty, and goes no further. */
function fillDisk(): void {
  vi.mocked(writeFile).mockImplementation((file) => {
    if (existsSync(String(file))) truncateSync(String(file));
    return Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
  });
}

/** What changes files does so a number of times, and no more: as if the process were killed then. Answers whether it came to that. */
async function killAfter(changes: number): Promise<() => boolean> {
  const real = await vi.importActual<typeof fs>('node:fs/promises');
  let count = 0;
  const mayGoOn = () => (count++ < changes ? Promise.resolve() : Promise.reject(new Error('killed')));
  vi.mocked(rename).mockImplementation((...args) => mayGoOn().then(() => real.rename(...args)));
  vi.mocked(rm).mockImplementation((...args) => mayGoOn().then(() => real.rm(...args)));
  vi.mocked(cp).mockImplementation((...args) => mayGoOn().then(() => real.cp(...args)));
  vi.mocked(writeFile).mockImplementation((...args) => mayGoOn().then(() => real.writeFile(...args)));
  return () => count > changes;
}

/** A run that has ended, in a folder of its own, of processes that are no more. */
function layOutEnded(name: string, files: Readonly<Record<string, string>>): { run: PartialRun; target: string } {
  const target = join(folder, name, 'garden');
  const run = toPartialRun(`${target}.partial-1`);
  // Linux counts processes up to 2^22.
  const gone = { kind: 'process', pid: 2 ** 22 + 1, startedAt: '1' };
  const state = { version: 1, name: 'garden', target, program: gone, supervisor: gone };
  const all = {
    'run-state.json': JSON.stringify(state),
    'run-request.json': '{"data":"/data","hyperparameters":{}}',
    'train.log': 'done',
    'ml/progress.jsonl': '',
    'ml/input/data/training/data.yaml': 'names: [drill]',
    'ml/checkpoints/slot-a/last.pt': 'weights',
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(run.folder, file)), { recursive: true });
    writeFileSync(join(run.folder, file), text);
  }
  return { run, target };
}

const listAll = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .sort();

/** As the next who asks for the run does. */
async function finishAgain(run: PartialRun, target: string, ended: string): Promise<void> {
  if (existsSync(run.state)) await finishRun(run, { target }, undefined);
  else await finishRemoval(ended);
}

describe(finishRun, () => {
  it('makes a run whole that was left at any point of its finishing, and leaves nothing else', async () => {
    const files = { 'ml/model/model.json': '{}', 'ml/output/data/run.json': '{}', 'ml/output/tensorboard/events': '' };
    for (let changes = 0, wasKilled = true; wasKilled; changes++) {
      const { run, target } = layOutEnded(`after-${changes}`, files);
      const isKilled = await killAfter(changes);
      await finishRun(run, { target }, undefined).catch(() => undefined);
      wasKilled = isKilled();
      vi.resetAllMocks();
      await finishAgain(run, target, target);
      expect(listAll(dirname(target)), `killed after ${changes} changes`).toEqual([
        'garden/checkpoints/slot-a/last.pt',
        'garden/model.tar.gz',
        'garden/output/run.json',
        'garden/run-request.json',
        'garden/run.json',
        'garden/tensorboard/events',
        'garden/train.log',
      ]);
    }
  });

  it('keeps what a failed run has that was left at any point of its finishing, with its own reason', async () => {
    for (let changes = 0, wasKilled = true; wasKilled; changes++) {
      const files = {
        'ml/output/failure': 'EngineFailedError: the loss is NaN; lower lr0',
        'ml/model/best.pt': 'weights',
      };
      const { run, target } = layOutEnded(`after-${changes}`, files);
      const isKilled = await killAfter(changes);
      await finishRun(run, { target }, 'ended with exit code 1').catch(() => undefined);
      wasKilled = isKilled();
      vi.resetAllMocks();
      await finishAgain(run, target, `${target}.failed`).catch((error: unknown) =>
        expect((error as Error).message).toBe('the loss is NaN; lower lr0'),
      );
      expect(listAll(dirname(target)), `killed after ${changes} changes`).toEqual([
        'garden.failed/checkpoints/slot-a/last.pt',
        'garden.failed/failure',
        'garden.failed/model/best.pt',
        'garden.failed/progress.jsonl',
        'garden.failed/train.log',
      ]);
      expect(readFileSync(`${target}.failed/failure`, 'utf8')).toBe('EngineFailedError: the loss is NaN; lower lr0');
    }
  });

  it('keeps what a run leaves that went on from a failed one and failed too', async () => {
    mkdirSync(`${target}.failed`);
    writeFileSync(join(run.ml.checkpoints, 'last.pt'), 'weights');
    writeFileSync(run.ml.failure, 'EngineFailedError: the loss is NaN');
    const superseded = ['garden.failed', 'garden.partial-0'];
    await expect(finishRun(run, { target, superseded }, undefined)).rejects.toThrow('NaN');
    expect(readdirSync(`${target}.failed`).sort()).toEqual(['checkpoints', 'failure']);
  });

  it("removes nothing of a folder that isn't a run's", async () => {
    mkdirSync(join(target, 'ml'), { recursive: true });
    await finishRemoval(target);
    expect(readdirSync(target)).toEqual(['ml']);
  });

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
