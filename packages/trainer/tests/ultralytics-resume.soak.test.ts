import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createUltralyticsEngine } from '../src/adapters/create-ultralytics-engine.js';
import type { CheckpointEvent, EngineEvent } from '../src/engine/engine-event.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-ultralytics-'));
afterAll(() => rmSync(work, { recursive: true }));

const given = { engine: 'ultralytics', cfg: 'yolov8n', imgsz: 64, batch: 4, workers: 0, noplots: true };
const optionsFor = (epochs: number) => resolveOptions(new Map(Object.entries({ ...given, epochs })));

describe(createUltralyticsEngine, () => {
  it('goes on from a checkpoint in another folder with more epochs, and a stop ends it after the epoch', async () => {
    const data = writeSquares(join(work, 'data'), 8);
    const checkpoints: CheckpointEvent[] = [];
    const engineWith = (listen: (event: EngineEvent) => void) =>
      createUltralyticsEngine({ onEvent: listen, onLog: () => undefined });
    const first = await engineWith((event) => {
      if (event.event === 'checkpoint') checkpoints.push(event);
    }).train({ options: optionsFor(1), data, weights: undefined, workFolder: join(work, 'first') });
    const [saved] = checkpoints;
    expect(saved).toMatchObject({ epoch: 0, best: true });

    const checkpoint = join(work, 'checkpoint');
    mkdirSync(checkpoint);
    renameSync(saved?.file ?? '', join(checkpoint, 'last.pt'));
    copyFileSync(first.bestWeights, join(checkpoint, 'best.pt'));
    copyFileSync(first.resultsCsv, join(checkpoint, 'results.csv'));
    const stop = new AbortController();
    const told: string[] = [];
    const second = await engineWith((event) => {
      if (event.event === 'batch') stop.abort();
      if (event.event === 'epoch' || event.event === 'stopping') told.push(`${event.event} ${event.epoch}`);
    }).train({
      options: optionsFor(4),
      data,
      weights: undefined,
      workFolder: join(work, 'second'),
      // More than the state itself knows of: its best epoch is the one to beat that best.pt is.
      resume: { checkpoint, epoch: 0, bestEpoch: 0, bestFitness: 1 },
      signal: stop.signal,
    });
    expect(told).toEqual(['stopping 1', 'epoch 1']);
    expect(second).toMatchObject({ epochs: 2, bestEpoch: 0, stopped: true });
    const rows = readFileSync(second.resultsCsv, 'utf8').trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',', 1)[0])).toEqual(['1', '2']);
  }, 600_000);
});
