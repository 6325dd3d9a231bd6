import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMlPaths } from '../contract/ml-paths.js';
import type { Engine } from '../engine/engine.js';
import { type FinishRequest, finishRun, fitsMeasurement } from './finish-run.js';
import { toArtefacts } from './train-safely.js';

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'detectory-finish-'));
  mkdirSync(join(work, 'slot-a'));
  for (const name of ['best.pt', 'results.csv', 'opt.yaml']) writeFileSync(join(work, 'slot-a', name), `whole ${name}`);
});
afterEach(() => rmSync(work, { recursive: true }));

/** An engine that exports for ever, and tells when it began. */
function createSlowEngine(onExport: () => void): Engine {
  const never = new Promise<never>(() => undefined);
  return {
    name: 'slow',
    licence: 'none',
    train: () => never,
    strip: async (source, target) => writeFile(target, readFileSync(source, 'utf8').replace('whole', 'stripped')),
    export: () => {
      onExport();
      return never;
    },
  };
}

describe(finishRun, () => {
  it('Stop: when its time is over, ends with the weights alone and says how to make a model of them', async () => {
    const force = new AbortController();
    const paths = toMlPaths(join(work, 'ml'));
    const warnings: string[] = [];
    const engine = createSlowEngine(() => {
      writeFileSync(join(paths.model, 'model.onnx'), 'half');
      force.abort();
    });
    const never = new AbortController().signal;
    await finishRun({
      trained: toArtefacts(join(work, 'slot-a'), { epoch: 3, bestEpoch: 2 }),
      paths,
      stop: {
        requested: force.signal,
        hurry: never,
        endTraining: never,
        leaveCheckpoints: never,
        force: force.signal,
        remainingMs: () => 0,
        close: () => undefined,
      },
      warn: (message) => warnings.push(message),
      engine,
      exportSizes: '64',
      precisions: ['fp32'],
      maxMapDrop: 0.01,
      calibration: [],
      report: () => undefined,
    } satisfies Partial<FinishRequest> as FinishRequest);
    expect(readdirSync(paths.model).sort()).toEqual(['best.pt', 'opt.yaml', 'results.csv']);
    expect(readFileSync(join(paths.model, 'best.pt'), 'utf8')).toBe('stripped best.pt');
    expect(warnings).toEqual([expect.stringContaining('detectory-launch import best.pt')]);
  });
});

describe(fitsMeasurement, () => {
  it('measures when nobody asked to stop, or when there is time for all photos', () => {
    expect(fitsMeasurement(100_000, Number.POSITIVE_INFINITY)).toBe(true);
    expect(fitsMeasurement(100, 60_000)).toBe(true);
    expect(fitsMeasurement(1_000, 60_000)).toBe(false);
    expect(fitsMeasurement(0, 20_000)).toBe(false);
  });
});
