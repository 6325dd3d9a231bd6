import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachLocalRun } from '../src/adapters/local/attach-local-run.js';
import { createProcessRunner } from '../src/adapters/create-process-runner.js';
import { runSearch } from '../src/adapters/run-search.js';
import type { ProgressEvent } from '../src/control/progress-channel.js';
import type { ContainerHost } from '../src/runner/local/container-host.js';
import { parseRange } from '../src/tune/parse-range.js';
import { layOutRuns } from './sample-run.js';

let folder: string;
let program: string;
let told: ProgressEvent[];

beforeEach(async () => {
  ({ folder, program } = await layOutRuns('detectory-searches-'));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const listeners = {
  onProgress: (event: ProgressEvent) => void told.push(event),
  onLog: () => undefined,
};
const noHost = (): ContainerHost => {
  throw new Error('no container takes part');
};
const runner = () => createProcessRunner({ program });
const epochs = () => told.flatMap((event) => (event.event === 'epoch' ? [event.epoch] : []));

describe(runSearch, () => {
  const search = (changed: object = {}) => ({
    data: join(folder, 'data'),
    out: join(folder, 'runs'),
    name: 'search',
    trials: 3,
    seed: 1,
    space: [parseRange('lr0=1e-3..1e-2:log')],
    base: { weights: 'none', cfg: 'yolov5n', epochs: '1' },
    onTrial: () => listeners,
    onResult: () => undefined,
    signal: new AbortController().signal,
    ...changed,
  });

  it('keeps the figures of all trials and the model of the best, and goes on where it was', async () => {
    const first = await runSearch(runner(), search({ trials: 2 }));
    const second = await runSearch(runner(), search({ trials: 3 }));
    expect(second.trials.slice(0, 2)).toEqual(first.trials);
    expect(second.best).toMatchObject({ trial: 1, score: 0.4 });
    const kept = (trial: number) => existsSync(join(second.folder, `trial-0${trial}`, 'model.tar.gz'));
    expect([1, 2, 3].map(kept)).toEqual([true, false, false]);
    expect(existsSync(join(second.folder, 'best', 'model.tar.gz'))).toBe(true);
    await expect(attachLocalRun(second.folder, noHost)).rejects.toThrow(
      /folder of a search, whose best model is in best/,
    );
  });

  it('goes on after a trial that failed, and says why it did', async () => {
    const base = { weights: 'none', cfg: 'yolov5n', epochs: '1', 'overfit-patience': '13' };
    const { trials, best } = await runSearch(runner(), search({ trials: 2, base }));
    expect(trials.map(({ score, failure }) => [score, failure])).toEqual(
      Array(2).fill([null, 'the loss is NaN; lower lr0']),
    );
    expect(best).toBeUndefined();
  });

  it('gives an interrupted trial up at once, and goes on with it from its last checkpoint', async () => {
    const stop = new AbortController();
    const onProgress = (event: ProgressEvent) => {
      listeners.onProgress(event);
      if (event.event === 'epoch' && event.epoch === 2) stop.abort();
    };
    const base = { weights: 'none', cfg: 'yolov5n', epochs: '40' };
    const onTrial = () => ({ ...listeners, onProgress });
    const first = await runSearch(runner(), search({ trials: 1, base, onTrial, signal: stop.signal }));
    expect(first).toMatchObject({ trials: [], interrupted: { trial: 1 } });
    expect(first.interrupted?.epochs).toBeGreaterThan(0);
    expect((await readdir(first.folder)).sort()).toEqual(['search.json', 'trial-01.failed']);
    told = [];
    const second = await runSearch(runner(), search({ trials: 1, base }));
    expect(second).toMatchObject({ trials: [{ trial: 1, score: 0.4 }], interrupted: undefined });
    expect(epochs()[0]).toBeGreaterThanOrEqual(first.interrupted?.epochs ?? Infinity);
    expect((await readdir(first.folder)).sort()).toEqual(['best', 'search.json', 'trial-01', 'trials.jsonl']);
  });

  it('refuses to mix two searches', async () => {
    await runSearch(runner(), search({ trials: 1 }));
    await expect(runSearch(runner(), search({ seed: 2 }))).rejects.toThrow(/with other data, ranges, seed/);
  });
});
