import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTrainingWorld,
  findProcesses,
  mustTrain,
  readFailure,
  startTraining,
  survivors,
  type ToldEvent,
  type TrainingEnd,
  type TrainingOptions,
  type TrainingWorld,
} from '../src/training-world.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

const atBatch = (event: ToldEvent) => event.event === 'batch';

/** Training that must fail; answers its failure text, of which SageMaker shows 1024 characters. */
async function mustFail(ml: string, options?: TrainingOptions): Promise<string> {
  const { code, log } = await startTraining(ml, options).ended;
  expect(code, log).toBe(1);
  expect(readdirSync(join(ml, 'model'))).toEqual([]);
  expect(survivors(ml)).toEqual([]);
  const text = readFailure(ml);
  expect(text.length).toBeLessThanOrEqual(1024);
  return text;
}

describe('a stop', () => {
  it('Stop: ends after the current epoch with a model that can be served, and exit code 0', async () => {
    const ml = world.layOut('stopped', { epochs: '500' });
    const { events, log } = await mustTrain(ml, { react: (event, child) => atBatch(event) && child.kill('SIGTERM') });
    const epochs = events.filter(({ event }) => event === 'epoch');
    expect(epochs.length, log).toBeGreaterThanOrEqual(1);
    expect(epochs.length).toBeLessThan(5);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
  });

  it('Stop: within the first epoch keeps the weights of that batch when the epoch would take too long', async () => {
    // Training is held for longer than the stop leaves it, so that its first epoch can't end in time.
    const ml = world.layOut('early', { epochs: '500', 'batch-size': '1' });
    const hold = async (end: Promise<TrainingEnd>): Promise<void> => {
      const [trainer = 0] = findProcesses(ml, 'train.py');
      process.kill(trainer, 'SIGSTOP');
      await Promise.race([end, sleep(4_500)]);
      process.kill(trainer, 'SIGCONT');
    };
    let isHeld = false;
    const training = startTraining(ml, {
      environment: { DETECTORY_STOP_SECONDS: '12' },
      react: (event, child) => {
        if (!atBatch(event) || isHeld) return;
        isHeld = true;
        child.kill('SIGTERM');
        void hold(training.ended);
      },
    });
    const { code, log, events } = await training.ended;
    expect(code, log).toBe(0);
    expect(events.filter(({ event }) => event === 'epoch')).toEqual([]);
    expect(existsSync(join(ml, 'model', 'best.pt'))).toBe(true);
    expect(survivors(ml)).toEqual([]);
  });
});

describe('a failure', () => {
  it('Result: a training program that the system killed is out of memory', async () => {
    const ml = world.layOut('killed', { epochs: '500' });
    const kill = () => findProcesses(ml, 'train.py').forEach((pid) => process.kill(pid, 'SIGKILL'));
    const text = await mustFail(ml, { react: (event) => atBatch(event) && kill() });
    expect(text).toMatch(/^OutOfMemoryError: training was killed from outside \(SIGKILL\).*smaller batch-size/);
  });

  it('Result: a data loader that died is named', async () => {
    const ml = world.layOut('loader', { epochs: '500', workers: '2' });
    const kill = () => process.kill(findProcesses(ml, 'train.py').at(-1) ?? 0, 'SIGKILL');
    let isKilled = false;
    const react = (event: ToldEvent) => {
      if (!atBatch(event) || isKilled) return;
      isKilled = true;
      kill();
    };
    expect(await mustFail(ml, { react })).toMatch(/^DataLoaderDiedError: a data loader died .*fewer workers/);
  });

  it('Result: a full disk is a failure, not a success', async () => {
    const ml = world.layOut('full', { epochs: '3' });
    const small = join(world.work, 'small');
    mkdirSync(small);
    const mount = `mount -t tmpfs -o size=6m tmpfs ${small} && exec "$0" "$@"`;
    const wrap = ['unshare', '--map-root-user', '--mount', '/bin/sh', '-c', mount];
    const text = await mustFail(ml, { wrap, environment: { TMPDIR: small } });
    expect(text).toMatch(/^DiskFullError: the disk is full .*larger volume/);
  });

  it('Result: a loss that is not a number ends training soon', async () => {
    const hyp = join(world.work, 'wild.yaml');
    writeFileSync(hyp, wildHyp);
    const ml = world.layOut('nan', { epochs: '500', hyp });
    const text = await mustFail(ml);
    expect(text).toMatch(/^LossNotFiniteError: the training loss is not a number since epoch \d.*lower lr0/);
  });
});

/** YOLOv5's hyp.scratch-low with loss weights that no network bears. */
const wildHyp = `lr0: 1.0
lrf: 1.0
momentum: 0.999
weight_decay: 0.0
warmup_epochs: 0.0
warmup_momentum: 0.99
warmup_bias_lr: 1.0
box: 100.0
cls: 100.0
cls_pw: 100.0
obj: 100.0
obj_pw: 100.0
iou_t: 0.2
anchor_t: 4.0
fl_gamma: 0.0
hsv_h: 0.0
hsv_s: 0.0
hsv_v: 0.0
degrees: 0.0
translate: 0.0
scale: 0.0
shear: 0.0
perspective: 0.0
flipud: 0.0
fliplr: 0.0
mosaic: 0.0
mixup: 0.0
copy_paste: 0.0
`;
