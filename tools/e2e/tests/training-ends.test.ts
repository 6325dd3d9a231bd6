import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import {
  createTrainingWorld,
  findProcesses,
  mustTrain,
  readFailure,
  startTraining,
  survivors,
  type ToldEvent,
  type TrainingOptions,
  type TrainingWorld,
} from '../src/training-world.js';
import { root } from '../src/workspace.js';

let world: TrainingWorld;
beforeAll(async () => {
  world = await createTrainingWorld();
});
afterAll(() => world.close());

const atBatch = (event: ToldEvent) => event.event === 'batch';

/** Training that must fail; answers its failure text, of which SageMaker shows 1024 characters. @param said in its log */
async function mustFail(ml: string, options?: TrainingOptions, said = /./): Promise<string> {
  const { code, log } = await startTraining(ml, options).ended;
  expect(code, log).toBe(1);
  expect(log).toMatch(said);
  expect(readdirSync(join(ml, 'model'))).toEqual([]);
  expect(survivors(ml)).toEqual([]);
  const text = readFailure(ml);
  expect(text.length).toBeLessThanOrEqual(1024);
  return text;
}

/** The image's PID 1, before whatever program; descriptor 3 stays the events'. */
function installEntry(folder: string): string {
  const file = join(folder, 'entry.sh');
  const script = readFileSync(join(root, 'containers/training/bin/entry.sh'), 'utf8')
    .replace('/usr/local/bin/node /opt/detectory/train.mjs "$@" <&3 3<&-', '"$@"')
    .replaceAll(/^exec 3<&.*$/gm, '');
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}

describe('a stop', () => {
  it('Stop: ends after the current epoch with a model that can be served, and exit code 0', async () => {
    const ml = world.layOut('stopped', { epochs: '500' });
    const { events, log } = await mustTrain(ml, {
      // A machine that does ten other things may need more than two minutes for what takes twenty seconds.
      environment: { DETECTORY_STOP_SECONDS: '900' },
      react: (event, child) => atBatch(event) && child.kill('SIGTERM'),
    });
    const epochs = events.filter(({ event }) => event === 'epoch');
    expect(epochs.length, log).toBeGreaterThanOrEqual(1);
    expect(epochs.length).toBeLessThan(5);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
    // Nobody asked for TensorBoard's.
    expect(readdirSync(join(ml, 'output'), { recursive: true }).join()).not.toContain('tfevents');
  });

  it('Stop: ends with the last checkpoint as the model, and exit code 0, where training fails within it', async () => {
    const ml = world.layOut('stopped-failing', { epochs: '500' });
    const { log } = await mustTrain(ml, {
      environment: { DETECTORY_STOP_SECONDS: '900' },
      react: (event, child) => {
        if (!atBatch(event) || event.epoch !== 1) return;
        child.kill('SIGTERM');
        for (const pid of findProcesses(ml, 'train.py')) process.kill(pid, 'SIGKILL');
      },
    });
    expect(log).toMatch(/WARNING: training failed while the job was being stopped \(OutOfMemoryError: .*epoch 1\.$/m);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(true);
    expect(existsSync(join(ml, 'output', 'failure'))).toBe(false);
    expect(survivors(ml)).toEqual([]);
  });

  it("Stop: ends in time with a model, and exit code 0, where the checkpoints' disk doesn't answer", async () => {
    const ml = world.layOut('stopped-hung', { epochs: '500' });
    // Whoever opens a pipe that nobody writes to waits for ever, as on a mount whose server is gone.
    const hang = ['os.replace(last, kept)', 'os.remove(last); os.mkfifo(kept)'] as const;
    const stopSeconds = 60;
    let askedAt = Number.POSITIVE_INFINITY;
    const { log } = await mustTrain(ml, {
      wrap: [installEntry(world.work)],
      environment: {
        DETECTORY_STOP_SECONDS: String(stopSeconds),
        DETECTORY_TRAINING_GLUE: alterGlue(join(world.work, 'hanging'), 'train.py', hang),
      },
      react: (event, child) => {
        if (!atBatch(event) || event.epoch !== 1) return;
        askedAt = Math.min(askedAt, Date.now());
        child.kill('SIGTERM');
      },
    });
    expect(Date.now() - askedAt).toBeLessThan(stopSeconds * 1000);
    expect(log).toMatch(/WARNING: not all checkpoints are written: .*checkpoints doesn't answer/);
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

  it('Result: a loss that is not a number is named, with what helps', async () => {
    const ml = world.layOut('diverged', { epochs: '500' });
    const imported = '    from yolov5.utils.callbacks import Callbacks\n';
    const loseAll = `    loss = train.ComputeLoss.__call__
    train.ComputeLoss.__call__ = lambda *args: tuple(each * float("nan") for each in loss(*args))
`;
    const glue = alterGlue(join(world.work, 'diverging'), 'train.py', [imported, imported + loseAll]);
    const text = await mustFail(ml, { environment: { DETECTORY_TRAINING_GLUE: glue } });
    expect(text).toMatch(/^LossNotFiniteError: .*not a number since epoch 1.*lower lr0/);
  });

  it.each([
    ['yolov5', 'yolov5n6', '480x640', '448x640 and 512x640'],
    ['ultralytics', 'coarse.yaml', '96', '64 and 128'],
  ])('Result: sizes that the network can not have are named as it begins: %s', async (engine, cfg, size, fit) => {
    const ml = world.layOut(`stride-${engine}`, { engine, cfg, epochs: '500', 'export-sizes': `64,${size}` });
    mkdirSync(join(ml, 'input/data/cfg'));
    const halvings = Array.from({ length: 6 }, () => '  - [-1, 1, Conv, [8, 3, 2]]\n');
    const coarse = `nc: 2\nbackbone:\n${halvings.join('')}head:\n  - [[5], 1, Detect, [nc]]\n`;
    writeFileSync(join(ml, 'input/data/cfg/coarse.yaml'), coarse);
    let epochs = 0;
    const text = await mustFail(ml, { react: ({ event }) => void (epochs += Number(event === 'epoch')) });
    expect(text).toMatch(/^HyperparameterInvalidError: .*export-sizes .* stride is 64/);
    expect(text).toContain(`export at ${size},`);
    expect(text).toContain(fit);
    expect(epochs).toBeLessThan(5);
  });

  /** Starts a program with a small disk in the place of a folder. */
  const withSmallDisk = (folder: string, size: string): readonly string[] => {
    const mount = `mount -t tmpfs -o size=${size} tmpfs ${folder} && exec "$0" "$@"`;
    return ['unshare', '--map-root-user', '--mount', '/bin/sh', '-c', mount];
  };
  const diskFull = /^DiskFullError: the disk is full .*larger volume/;

  it('Result: a full disk is a failure, not a success', async () => {
    const ml = world.layOut('full', { epochs: '3' });
    const small = join(world.work, 'small');
    mkdirSync(small);
    expect(await mustFail(ml, { wrap: withSmallDisk(small, '6m'), environment: { TMPDIR: small } })).toMatch(diskFull);
  });

  it('Result, Disk / shm: so is a full disk below the model folder alone, of which the log warned at the start', async () => {
    const ml = world.layOut('full-model', { epochs: '1' });
    const warned = /WARNING: \S*\/full-model\/model has 1\.0 MB free.*[^]*epoch=1;/;
    expect(await mustFail(ml, { wrap: withSmallDisk(join(ml, 'model'), '1m') }, warned)).toMatch(diskFull);
  });

  it('Result: so is a best.pt that can not be loaded', async () => {
    const ml = world.layOut('unloadable', { epochs: '1' });
    const ending = '        emit("end", epochs=epoch + 1,';
    const spoilt = `        Path(best).write_bytes(b"no checkpoint")\n${ending}`;
    const glue = alterGlue(join(world.work, 'spoiling'), 'train.py', [ending, spoilt]);
    const { code, log } = await startTraining(ml, { environment: { DETECTORY_TRAINING_GLUE: glue } }).ended;
    expect(code, log).toBe(1);
    expect(readFailure(ml)).toMatch(/^EngineFailedError: \S*best\.pt is not a YOLOv5 or Ultralytics checkpoint/);
    expect(existsSync(join(ml, 'model', 'model.json'))).toBe(false);
  });
});
