import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCheckpointStore } from '../src/adapters/checkpoints/create-checkpoint-store.js';
import { readCheckpoints } from '../src/adapters/checkpoints/read-checkpoints.js';
import { createYolov5Engine } from '../src/adapters/create-yolov5-engine.js';
import { createSafeTrainer, type SafeTrainer } from '../src/control/train-safely.js';
import type { EngineEvent } from '../src/engine/engine-event.js';
import { runName } from '../src/engine/run-name.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { shippedHyps } from '../src/options/presets/shipped-hyps.js';
import { createStopSchedule } from '../src/stop/create-stop-schedule.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-nan-'));
afterAll(() => rmSync(work, { recursive: true }));

/** A learning rate that options would be refused for: the first step makes weights that are no numbers. */
function writeWildHyp(): string {
  const hyp = join(work, 'wild.yaml');
  const wild = { ...shippedHyps['hyp.scratch-low'], lr0: 1e18, warmup_epochs: 0, warmup_bias_lr: 1e18 };
  writeFileSync(hyp, JSON.stringify(wild));
  return hyp;
}

describe('a training that diverges', () => {
  it('Result: is ended soon with the cause and the fix, and leaves no checkpoint of lost weights', async () => {
    const given = { epochs: 500, imgsz: 64, batch: 2, workers: 0, cfg: 'yolov5n', weights: 'none', noplots: true };
    const options = { ...resolveOptions(new Map(Object.entries(given))), hyp: writeWildHyp() };
    const heard: EngineEvent[] = [];
    const engine = createYolov5Engine({
      onEvent: (event) => {
        heard.push(event);
        trainer.onEvent(event);
      },
      onLog: () => undefined,
    });
    const data = writeSquares(join(work, 'data'), 16);
    const checkpoints = join(work, 'checkpoints');
    mkdirSync(checkpoints);
    const task = { engine: engine.name, datasetSha256: 'd', classNames: ['square'], options };
    const trainer: SafeTrainer = createSafeTrainer({
      train: (limits) => engine.train({ options, data, weights: undefined, workFolder: work, ...limits }),
      runFolder: join(work, runName),
      outputData: join(work, 'output'),
      hasModel: true,
      judgeStride: () => undefined,
      store: createCheckpointStore(checkpoints, task),
      stop: createStopSchedule(new AbortController().signal),
      epochs: [],
      warn: () => undefined,
    });
    const error = await trainer.train().catch((reason: unknown) => reason as Error);
    expect(error, String(error)).toMatchObject({
      name: 'LossNotFiniteError',
      message: expect.stringMatching(/not a number since epoch \d+.*lower lr0/) as string,
    });
    expect(heard.filter(({ event }) => event === 'epoch').length).toBeLessThan(6);
    expect(await readCheckpoints(checkpoints)).toEqual([]);
  }, 300_000);
});
