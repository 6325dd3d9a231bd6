import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toMlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import { EngineKilledError } from '../errors.js';
import { type FinishRequest, finishRun } from './finish-run.js';
import { toArtefacts } from './trained.js';

vi.mock('node:fs/promises', { spy: true });

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-finish-'));
  mkdirSync(join(work, 'slot-a'));
  for (const name of ['best.pt', 'results.csv', 'opt.yaml']) writeFileSync(join(work, 'slot-a', name), `whole ${name}`);
});
afterEach(() => {
  vi.mocked(cp).mockReset();
  rmSync(work, { recursive: true });
});

const never = new Promise<never>(() => undefined);

function createEngine(exporting: Engine['export']): Engine {
  return {
    name: 'slow',
    licence: 'none',
    train: () => never,
    strip: async (source, target) => writeFile(target, readFileSync(source, 'utf8').replace('whole', 'stripped')),
    export: exporting,
  };
}

/** Finishes a run whose stop has no more time as soon as `exporting` has begun. */
async function finishTooLate(exporting: (model: string) => Promise<never>, force = new AbortController()) {
  const paths = toMlPaths(join(work, 'ml'));
  const warnings: string[] = [];
  const unasked = new AbortController().signal;
  await finishRun({
    trained: toArtefacts(join(work, 'slot-a'), { epoch: 3, bestEpoch: 2 }),
    paths,
    stop: {
      requested: force.signal,
      hurry: unasked,
      endTraining: unasked,
      leaveCheckpoints: unasked,
      force: force.signal,
      remainingMs: () => 0,
      close: () => undefined,
    },
    warn: (message) => warnings.push(message),
    engine: createEngine(() => {
      const exported = exporting(paths.model);
      force.abort();
      return exported;
    }),
    exportSizes: '64',
    precisions: ['fp32'],
    maxMapDrop: 0.01,
    calibration: [],
    report: () => undefined,
  } satisfies Partial<FinishRequest> as FinishRequest);
  return { model: paths.model, warnings };
}

const trainingFiles = ['best.pt', 'opt.yaml', 'results.csv'];

describe(finishRun, () => {
  it('Stop: when its time is over, ends with the weights alone and says how to make a model of them', async () => {
    const { model, warnings } = await finishTooLate((folder) => {
      writeFileSync(join(folder, 'model.onnx'), 'half');
      return never;
    });
    expect(readdirSync(model).sort()).toEqual(trainingFiles);
    expect(readFileSync(join(model, 'best.pt'), 'utf8')).toBe('stripped best.pt');
    expect(warnings).toEqual([expect.stringContaining('detectory-launch import best.pt')]);
  });

  it('Stop: waits for what it kills, which may write to its last moment', async () => {
    let isGone = false;
    const { model } = await finishTooLate(async (folder) => {
      await setTimeout(100);
      writeFileSync(join(folder, 'model.onnx'), 'half');
      isGone = true;
      throw new EngineKilledError('it was killed');
    });
    expect(isGone).toBe(true);
    expect(readdirSync(model).sort()).toEqual(trainingFiles);
  });

  it.each([
    ['best.pt', 0, 'StoppedTooEarlyError'],
    ['results.csv', 2, undefined],
  ])('Stop: does not wait for a disk that gives no %s', async (_, copied, error) => {
    vi.mocked(cp).mockImplementation((from, to) => {
      if (vi.mocked(cp).mock.calls.length > copied) return never;
      return writeFile(String(to), readFileSync(String(from)));
    });
    const force = new AbortController();
    force.abort();
    const finished = finishTooLate(() => never, force);
    if (error === undefined) expect(readdirSync((await finished).model)).toEqual(['best.pt', 'opt.yaml']);
    else
      await expect(finished).rejects.toMatchObject({
        name: error,
        message: expect.stringContaining('slot-a') as string,
      });
  });
});
