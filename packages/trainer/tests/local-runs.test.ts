import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachLocalRun } from '../src/adapters/local/attach-local-run.js';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import type { ContainerHost } from '../src/runner/local/container-host.js';
import type { RunRequest } from '../src/runner/run-request.js';
import { leaveKilledRun, layOutRuns } from './sample-run.js';

let folder: string;
let program: string;
let told: ProgressEvent[];
let lines: string[];

beforeEach(async () => {
  ({ folder, program } = await layOutRuns('detectory-runs-'));
  told = [];
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const listeners = {
  onProgress: (event: ProgressEvent) => void told.push(event),
  onLog: (line: string) => void lines.push(line),
};
const noHost = (): ContainerHost => {
  throw new Error('no container takes part');
};
const runner = () => createProcessRunner({ program });

function request(changed: Partial<RunRequest> = {}, hyperparameters: Record<string, string> = {}): RunRequest {
  return {
    data: join(folder, 'data'),
    hyperparameters: { weights: 'none', cfg: 'yolov5n', epochs: '3', ...hyperparameters },
    out: join(folder, 'runs'),
    name: 'garden',
    signal: new AbortController().signal,
    ...listeners,
    ...changed,
  };
}
/** As `watch` does, once the run has ended. */
const watchAgain = async () => (await attachLocalRun(target(), noHost)).follow(listeners);
const target = () => join(folder, 'runs', 'garden');
const epochs = () => told.flatMap((event) => (event.event === 'epoch' ? [event.epoch] : []));

describe(createProcessRunner, () => {
  it('makes the folder of a run appear whole, with model, output, checkpoints and log', async () => {
    const result = await runner().run(request());
    expect(result).toEqual({ model: join(target(), 'model.tar.gz'), output: join(target(), 'output') });
    expect((await readdir(target())).sort()).toEqual([
      'checkpoints',
      'model.tar.gz',
      'output',
      'run-request.json',
      'run.json',
      'train.log',
    ]);
    expect(epochs()).toEqual([0, 1, 2]);
    expect(lines).toEqual(['beginning at epoch 0', 'done']);
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden']);
  });

  it('ends a run well when its signal aborts: the model is there', async () => {
    const stop = new AbortController();
    const onProgress = (event: ProgressEvent) => {
      listeners.onProgress(event);
      if (event.event === 'epoch') stop.abort();
    };
    const { model } = await runner().run(request({ signal: stop.signal, onProgress }, { epochs: '1000' }));
    expect(existsSync(model)).toBe(true);
    expect(epochs().length).toBeLessThan(100);
    expect(await readFile(join(target(), 'run.json'), 'utf8')).toBe('{"stopped":true}');
  });

  it("gives a failed run's own reason, and keeps its log and checkpoints beside its place", async () => {
    await expect(runner().run(request({}, { 'overfit-patience': '13' }))).rejects.toThrow(
      /^the loss is NaN; lower lr0$/,
    );
    expect(existsSync(target())).toBe(false);
    expect((await readdir(`${target()}.failed`)).sort()).toEqual([
      'checkpoints',
      'failure',
      'progress.jsonl',
      'train.log',
    ]);
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden.failed']);
  });

  it('says how a program ended that could not say so itself', async () => {
    const told =
      /ended with SIGKILL, .* when memory runs out; use a smaller batch-size.*Its last lines: beginning at epoch 0.*--resume --name garden$/;
    await expect(runner().run(request({}, { 'overfit-patience': '14' }))).rejects.toThrow(told);
    await expect(watchAgain()).rejects.toThrow(told);
  });

  it('says that a run was given up, not that memory ran out, and how to go on', async () => {
    const started = await runner().start(request({}, { epochs: '1000' }));
    const ended = started.follow(listeners);
    await vi.waitUntil(() => epochs().length > 1, { timeout: 30_000 });
    await started.stop({ force: true });
    const told = /^the training was given up at once; its checkpoints are kept\. Go on .* --resume --name garden$/;
    await expect(ended).rejects.toThrow(told);
    await expect(watchAgain()).rejects.toThrow(told);
    await runner().run(request({ resume: true }));
    expect(lines.at(-2)).toMatch(/^beginning at epoch [1-9]/);
  });

  it('says that there is nothing to go on from where a run was given up before its first epoch', async () => {
    const started = await runner().start(request());
    await started.stop({ force: true });
    await expect(started.follow(listeners)).rejects.toThrow(/before its first checkpoint was written/);
  });

  it('keeps the weights of a run whose stop left no time for the export, and says how they become a model', async () => {
    const weights = join(`${target()}.failed`, 'model', 'best.pt');
    await expect(runner().run(request({}, { 'overfit-patience': '15' }))).rejects.toThrow(
      `detectory-launch import ${weights}`,
    );
    expect(await readFile(weights, 'utf8')).toBe('weights');
    await expect(watchAgain()).rejects.toThrow(`detectory-launch import ${weights}`);
  });

  it('goes on with --resume where a run of that name failed', async () => {
    await expect(runner().run(request({}, { 'overfit-patience': '13' }))).rejects.toThrow(/NaN/);
    await runner().run(request({ resume: true }));
    expect(lines).toContain('beginning at epoch 1');
    expect(await readdir(join(folder, 'runs')), 'what it went on from is not needed any more').toEqual(['garden']);
  });

  it('goes on with --resume where the most epochs are, of what was killed and what failed', async () => {
    await leaveKilledRun(target(), { number: 1, epochs: 3 });
    const late = request({ resume: true }, { 'overfit-patience': '13', epochs: '9' });
    await expect(runner().run(late)).rejects.toThrow(/NaN/);
    await leaveKilledRun(target(), { number: 2, epochs: 2 });
    await runner().run(request({ resume: true }, { epochs: '9' }));
    const begun = lines.filter((line) => line.startsWith('beginning'));
    expect(begun).toEqual(['beginning at epoch 3', 'beginning at epoch 4']);
  });

  it('says with --resume that nothing is there to go on from, and begins nothing anew', async () => {
    const resumed = () => runner().start(request({ resume: true }));
    await expect(resumed()).rejects.toThrow(/no run that becomes .*garden was killed or failed\. Pass the --name/);
    const killed = await leaveKilledRun(target(), { number: 1, epochs: 1 });
    await rm(join(killed, 'ml', 'checkpoints'), { recursive: true });
    await expect(resumed()).rejects.toThrow(/garden\.partial-1 ended before the first one was written/);
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden.partial-1']);
  });

  it('removes what it went on from once it has ended, and not before, though its process had the same number', async () => {
    const killed = await leaveKilledRun(target(), { number: process.pid, epochs: 2 });
    const started = await runner().start(request({ resume: true }));
    expect(existsSync(killed)).toBe(true);
    await started.follow(listeners);
    expect(lines).toContain('beginning at epoch 2');
    expect(await readdir(join(folder, 'runs'))).toEqual(['garden']);
  });

  it('keeps what was killed where it does not go on from it', async () => {
    const killed = await leaveKilledRun(target(), { number: 1, epochs: 2 });
    await runner().run(request());
    expect(existsSync(join(killed, 'ml', 'checkpoints', 'slot-a', 'state.json'))).toBe(true);
  });

  it('refuses a name that a folder has already, and one whose run is under way', async () => {
    const started = await runner().start(request({}, { epochs: '1000' }));
    await expect(runner().start(request())).rejects.toThrow(/is under way \(process \d+\)/);
    const ended = started.follow(listeners);
    await vi.waitUntil(() => epochs().length > 0, { timeout: 30_000 });
    await started.stop();
    await ended;
    await expect(runner().start(request())).rejects.toThrow(/exists already/);
  });

  it('leaves nothing behind when it can not start', async () => {
    await expect(runner().run(request({ data: join(folder, 'nowhere') }))).rejects.toThrow(/no data\.yaml/);
    expect(await readdir(join(folder, 'runs'))).toEqual([]);
  });

  it('starts nothing with weights of another kind, and leaves them unopened', async () => {
    const weights = join(folder, 'mine.pt');
    await writeFile(weights, 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n');
    await expect(runner().start(request({}, { weights }))).rejects.toThrow(/mine\.pt .* holds a segmentation model/);
    await expect(runner().start(request({}, { weights: 'yolov5s-cls.pt' }))).rejects.toThrow(/give .*: yolov5s\.pt/);
    expect(await readdir(join(folder, 'runs'))).toEqual([]);
  });
});

describe(attachLocalRun, () => {
  it('tells another terminal everything from the beginning, and where the model is', async () => {
    const started = await runner().start(request({}, { epochs: '12' }));
    const own = started.follow({ onProgress: () => undefined, onLog: () => undefined });
    const attached = await attachLocalRun(target(), noHost);
    expect(attached.hyperparameters['epochs']).toBe('12');
    expect(await attached.follow(listeners)).toEqual(await own);
    expect(epochs()).toEqual([...Array(12).keys()]);
  });

  it('stops a run of another terminal, which keeps its model', async () => {
    const started = await runner().start(request({}, { epochs: '1000' }));
    const own = started.follow(listeners);
    await vi.waitUntil(() => epochs().length > 0, { timeout: 30_000 });
    await (await attachLocalRun(target(), noHost)).stop();
    expect(existsSync((await own).model)).toBe(true);
  });

  it('finishes a run whose terminal was killed', async () => {
    const supervisor = spawn(process.execPath, [starter()], {
      stdio: 'ignore',
      env: { ...process.env, DETECTORY_TEST_RUN: JSON.stringify({ ...request({}, { epochs: '40' }), program }) },
    });
    await vi.waitUntil(async () => (await attachable()) !== undefined, { timeout: 30_000, interval: 50 });
    supervisor.kill('SIGKILL');
    await new Promise((ended) => supervisor.once('exit', ended));
    const attached = await attachLocalRun(target(), noHost);
    const { model } = await attached.follow(listeners);
    expect(existsSync(model)).toBe(true);
    expect(epochs()).toEqual([...Array(40).keys()]);
  });

  it('sums up a run that has ended, and gives the reason of one that failed', async () => {
    await runner().run(request());
    const attached = await attachLocalRun(target(), noHost);
    expect((await attached.follow(listeners)).model).toBe(join(target(), 'model.tar.gz'));
    await expect(runner().run(request({ name: 'bad' }, { 'overfit-patience': '13' }))).rejects.toThrow();
    const failed = await attachLocalRun(join(folder, 'runs', 'bad'), noHost);
    await expect(failed.follow(listeners)).rejects.toThrow(/lower lr0/);
  });

  it('knows that a run is complete, or has failed since, beside what one before left that was killed', async () => {
    await leaveKilledRun(target(), { number: 1, epochs: 2 });
    await expect(runner().run(request({}, { 'overfit-patience': '13' }))).rejects.toThrow(/lower lr0/);
    await expect(watchAgain()).rejects.toThrow(/lower lr0/);
    await runner().run(request());
    expect((await watchAgain()).model).toBe(join(target(), 'model.tar.gz'));
    expect((await readdir(join(folder, 'runs'))).sort()).toEqual(['garden', 'garden.failed', 'garden.partial-1']);
  });

  it('says that there is no such run', async () => {
    await expect(attachLocalRun(join(folder, 'runs', 'none'), noHost)).rejects.toThrow(
      /no such folder, none under way/,
    );
  });
});

const attachable = () => attachLocalRun(target(), noHost).catch(() => undefined);
const starter = () => fileURLToPath(new URL('./start-run.mjs', import.meta.url));
