import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCheckpointStore } from '../src/adapters/checkpoints/create-checkpoint-store.js';
import { readCheckpoints } from '../src/adapters/checkpoints/read-checkpoints.js';
import { readEpochs } from '../src/adapters/checkpoints/restore-checkpoint.js';
import { createYolov5Engine } from '../src/adapters/create-yolov5-engine.js';
import { chooseStart } from '../src/checkpoints/choose-start.js';
import { createSafeTrainer, type SafeTrainer } from '../src/control/train-safely.js';
import type { EpochEvent } from '../src/engine/engine-event.js';
import { runName } from '../src/engine/run-name.js';
import { resolveOptions } from '../src/options/resolve-options.js';
import { createStopSchedule } from '../src/stop/create-stop-schedule.js';
import { writeSquares } from './write-squares.js';

const work = mkdtempSync(join(tmpdir(), 'detectory-spread-'));
afterAll(() => rmSync(work, { recursive: true }));

const epochs = 20;
const data = writeSquares(join(work, 'data'), 32);

/** Trains from its newest checkpoint on, killed in the epoch `killIn` where one is named; answers all of its epochs. */
async function train(name: string, seed: number, killIn?: number): Promise<readonly EpochEvent[]> {
  const workFolder = mkdtempSync(join(work, `${name}-`));
  const checkpoints = join(work, `${name}.checkpoints`);
  mkdirSync(checkpoints, { recursive: true });
  const given = { epochs, imgsz: 64, batch: 8, workers: 0, cfg: 'yolov5n', weights: 'none', noplots: true, seed };
  const options = resolveOptions(new Map(Object.entries(given)));
  const task = { engine: 'yolov5', datasetSha256: 'd', classNames: ['square'], options };
  const found = await readCheckpoints(checkpoints);
  const start = chooseStart({ ...task, place: checkpoints, found });
  const from = start.kind === 'resume' ? start : undefined;
  const kill = new AbortController();
  const engine = createYolov5Engine({
    onEvent: (event) => {
      if (event.event === 'batch' && event.epoch === killIn) kill.abort();
      trainer.onEvent(event);
    },
    onLog: () => undefined,
  });
  const all = from ? await readEpochs(from.folder) : [];
  const resume = from && { checkpoint: from.folder, ...from.state };
  const trainer: SafeTrainer = createSafeTrainer({
    train: ({ hurry, kill: own }) =>
      engine.train({
        options,
        data,
        weights: undefined,
        workFolder,
        resume,
        hurry,
        kill: AbortSignal.any([kill.signal, ...(own ? [own] : [])]),
      }),
    runFolder: join(workFolder, runName),
    store: createCheckpointStore(checkpoints, task, from),
    stop: createStopSchedule(new AbortController().signal),
    epochs: all,
    warn: (message) => expect.fail(message),
  });
  const error = await trainer.train().then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  expect(error?.name, error?.message).toBe(killIn === undefined ? undefined : 'EngineKilledError');
  return all;
}

/** The validation loss of a run's end, over its last epochs: one of so few photos alone is noise. */
function endOf(run: readonly EpochEvent[]): number {
  expect(run.map(({ epoch }) => epoch)).toEqual(Array.from({ length: epochs }, (_, epoch) => epoch));
  const last = run.slice(-5).map(({ val }) => (val.box_loss ?? NaN) + (val.obj_loss ?? NaN) + (val.cls_loss ?? NaN));
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

describe('a run that was killed three times', () => {
  it('Checkpoints: ends within the spread of five uninterrupted runs with other seeds', async () => {
    const whole: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) whole.push(endOf(await train(`seed-${seed}`, seed)));
    for (const killIn of [4, 9, 15]) await train('killed', 6, killIn);
    const resumed = endOf(await train('killed', 6));
    const figures = `resumed ${resumed.toFixed(5)}; others ${whole.map((loss) => loss.toFixed(5)).join(', ')}`;
    const mean = whole.reduce((sum, loss) => sum + loss, 0) / whole.length;
    const deviation = Math.sqrt(whole.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (whole.length - 1));
    // Student's t for a sixth draw from the same runs: 2.78 standard deviations, times sqrt(1 + 1/5), at 95%.
    expect(Math.abs(resumed - mean), figures).toBeLessThan(2.78 * Math.sqrt(1.2) * deviation);
    process.stdout.write(`${figures}\n`);
  }, 3_600_000);
});
