import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import { createTrainingWorld, startTraining, type TrainingEnd, type TrainingWorld } from '../src/training-world.js';

let world: TrainingWorld;
let end: TrainingEnd;

/** Where Ultralytics would ask for a network, or for the model by which it checks mixed precision, it says so in the log. */
const wouldAsk = [
  [
    '    prepare_yolov5()\n',
    '    import socket\n    socket.getaddrinfo = lambda host, *_: print("asked for", host)\n    prepare_yolov5()\n',
  ],
  [
    '    from ultralytics.engine import trainer as engine\n',
    '    from ultralytics.engine import trainer as engine\n    engine.check_amp = lambda _: print("asked for a model")\n',
  ],
] as const;

beforeAll(async () => {
  world = await createTrainingWorld();
  const options = { engine: 'ultralytics', cfg: 'yolov8n', epochs: '1', noplots: 'False' };
  end = await startTraining(world.layOut('job', options), {
    wrap: ['unshare', '--map-root-user', '--net'],
    environment: {
      YOLOV5_CONFIG_DIR: join(world.work, 'config'),
      DETECTORY_TRAINING_GLUE: alterGlue(join(world.work, 'glue'), 'train_ultralytics.py', ...wouldAsk),
    },
  }).ended;
});
afterAll(() => world.close());

describe('--engine ultralytics', () => {
  it('trains, plots, exports and measures without a network, and asks for none', () => {
    expect(end.code, end.log).toBe(0);
    expect(end.log).not.toMatch(/download|asked for/i);
  });

  it('has its analytics, account and trackers switched off, in settings of its own', () => {
    const file = join(world.work, 'config', 'Ultralytics', 'settings.json');
    const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const names = ['sync', 'clearml', 'comet', 'dvc', 'mlflow', 'raytune', 'tensorboard', 'wandb'];
    expect(Object.fromEntries(names.map((name) => [name, settings[name]]))).toEqual(
      Object.fromEntries(names.map((name) => [name, false])),
    );
  });
});
