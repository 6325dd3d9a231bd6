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
import { judgeSpread } from './spread/judge-spread.js';
import { recordSpread, type SpreadRun, toSpreadEpochs } from './spread/recorded-spread.js';
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
    outputData: join(workFolder, 'output'),
    hasModel: true,
    judgeStride: () => undefined,
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

const kills = [4, 9, 15];

/** Judged and, with DETECTORY_RECORD=true, recorded for resumed-spread.test.ts, which replays the judgement. */
describe('a run that was killed three times', () => {
  it('Checkpoints: ends within the spread of five uninterrupted runs with other seeds', async () => {
    const whole: SpreadRun[] = [];
    for (const seed of [1, 2, 3, 4, 5])
      whole.push({ seed, killedIn: [], epochs: toSpreadEpochs(await train(`seed-${seed}`, seed)) });
    for (const killIn of kills) await train('killed', 6, killIn);
    const resumed = { seed: 6, killedIn: kills, epochs: toSpreadEpochs(await train('killed', 6)) };
    expect(resumed.epochs).toHaveLength(epochs);
    const { faults, ...figures } = judgeSpread({ whole, resumed });
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(faults).toEqual([]);
    recordSpread({ whole, resumed });
  }, 3_600_000);
});
