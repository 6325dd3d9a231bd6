import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachLocalRun } from '../src/adapters/local/attach-local-run.js';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import { leaveKilledRun, layOutRuns } from './sample-run.js';

let folder: string;
let program: string;
let told: ProgressEvent[];
beforeEach(async () => {
  ({ folder, program } = await layOutRuns('detectory-attach-'));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const listeners = { onProgress: (event: ProgressEvent) => void told.push(event), onLog: () => undefined };
const request = (name: string, hyperparameters: Record<string, string> = {}) => ({
  data: join(folder, 'data'),
  hyperparameters: { weights: 'none', cfg: 'yolov5n', epochs: '2', ...hyperparameters },
  out: join(folder, 'runs'),
  name,
  signal: new AbortController().signal,
  ...listeners,
});
const runner = () => createProcessRunner({ program });
const attach = (...path: string[]) =>
  attachLocalRun(join(folder, ...path), () => {
    throw new Error('no container takes part');
  });

describe(attachLocalRun, () => {
  it('knows a run by the name that its folder has while it goes on, and by that where it failed', async () => {
    const started = await runner().start(request('garden', { epochs: '1000', 'overfit-patience': '15' }));
    const ended = started.follow(listeners);
    await vi.waitUntil(() => told.some(({ event }) => event === 'epoch'), { timeout: 30_000 });
    const [partial = ''] = await readdir(join(folder, 'runs'));
    const attached = await attach('runs', partial);
    expect([attached.isUnderWay, attached.reference]).toEqual([true, join(folder, 'runs', 'garden')]);
    await attached.stop();
    await expect(ended).rejects.toThrow(/left no time for the export/);
    const failed = await attach('runs', 'garden.failed');
    expect(failed.isUnderWay).toBe(false);
    await expect(failed.follow(listeners)).rejects.toThrow(/left no time for the export/);
  });

  it('takes a failed one for what it is where another one of that name is under way', async () => {
    await leaveKilledRun(join(folder, 'runs', 'garden'), { number: 1, epochs: 2 });
    const { follow } = await attach('runs', 'garden');
    await expect(follow(listeners)).rejects.toThrow(/was killed/);
    const started = await runner().start(request('garden', { epochs: '1000', 'overfit-patience': '15' }));
    const ended = started.follow(listeners).catch(() => undefined);
    const failed = await attach('runs', 'garden.failed');
    expect(failed.isUnderWay).toBe(false);
    await failed.stop();
    await expect(failed.follow(listeners)).rejects.toThrow(/was killed/);
    expect((await attach('runs', 'garden')).isUnderWay).toBe(true);
    await started.stop({ force: true });
    await ended;
  });

  it('takes a whole run for what it is that is called as if it had failed', async () => {
    const { model } = await runner().run(request('garden.failed'));
    const { follow } = await attach('runs', 'garden.failed');
    expect((await follow(listeners)).model).toBe(model);
  });

  it('says of a run that was killed with its terminal what that means, and how far it had come', async () => {
    const killed = await leaveKilledRun(join(folder, 'runs', 'garden'), { number: 1, epochs: 2 });
    await writeFile(join(killed, 'train.log'), 'epoch=2\n\n      Epoch    GPU_mem   box_loss\n');
    const { follow } = await attach('runs', 'garden');
    await expect(follow(listeners)).rejects.toThrow(
      /^the control program was killed, or its machine went away, .* Its last lines: epoch=2\. See .* --name garden$/,
    );
  });

  it('knows a run whose model was removed, and says so', async () => {
    const { model } = await runner().run(request('garden'));
    await rm(model);
    const { isUnderWay, follow } = await attach('runs', 'garden');
    expect(isUnderWay).toBe(false);
    await expect(follow(listeners)).rejects.toThrow(
      /garden has no model\.tar\.gz any more \(.*curves are in .*output$/,
    );
  });

  it('says that there is no such run, and that a folder is none', async () => {
    await expect(attach('runs', 'none.partial-1')).rejects.toThrow(/none\.partial-1: no such folder, none under way/);
    await expect(attach('data')).rejects.toThrow(
      /no run .*data: no model\.tar\.gz is in it.* Give the path of a run's/,
    );
  });
});
