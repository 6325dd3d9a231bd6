import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Runner } from '../runner/run-request.js';
import { runSearch } from './run-search.js';

let out: string;
let folder: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'detectory-search-'));
  folder = join(out, 'search');
  for (const trial of ['trial-01', 'trial-02', 'trial-03']) {
    mkdirSync(join(folder, trial), { recursive: true });
    writeFileSync(join(folder, trial, 'model.tar.gz'), '');
  }
});
afterEach(() => rmSync(out, { recursive: true }));

const notStarted = () => Promise.reject(new Error('no trial is left to run'));
const runner: Runner = { place: 'process', run: notStarted, start: notStarted };

/** All trials of a search were told; what comes after the last one was not done. */
async function goOnAfterKill(): Promise<void> {
  const lines = [0.3, 0.4, 0.5].map((score, i) =>
    JSON.stringify({ trial: i + 1, hyperparameters: {}, score, mAP50: score, seconds: 1 }),
  );
  writeFileSync(join(folder, 'trials.jsonl'), `${lines.join('\n')}\n`);
  const { signal } = new AbortController();
  const onTrial = () => ({ onLog: () => undefined, onProgress: () => undefined });
  const settings = { data: '/data', out, name: 'search', trials: 3, seed: 1, space: [], base: {} };
  await runSearch(runner, { ...settings, onTrial, onResult: () => undefined, signal });
}

describe(runSearch, () => {
  it.each([
    ['is missing', []],
    ['names a beaten trial', ['best']],
    ['was half made', ['best', 'best.partial']],
  ])('links the best trial of a search that was killed after its last one, where the link %s', async (_, links) => {
    for (const name of links) symlinkSync('trial-02', join(folder, name));
    await goOnAfterKill();
    expect(readlinkSync(join(folder, 'best'))).toBe('trial-03');
    const names = ['best', 'search.json', 'trial-01', 'trial-02', 'trial-03', 'trials.jsonl'];
    expect(readdirSync(folder).sort()).toEqual(names);
  });

  it('removes the models of beaten trials that a kill left', async () => {
    await goOnAfterKill();
    const kept = [1, 2, 3].map((trial) => existsSync(join(folder, `trial-0${trial}`, 'model.tar.gz')));
    expect(kept).toEqual([false, false, true]);
  });
});
