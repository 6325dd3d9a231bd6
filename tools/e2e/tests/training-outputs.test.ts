import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import { oneGpu } from '../src/one-gpu.js';
import { readTensorboard } from '../src/read-tensorboard.js';
import {
  createTrainingWorld,
  startTraining,
  type ToldEvent,
  type TrainingEnd,
  type TrainingWorld,
} from '../src/training-world.js';

const epochs = 2;

let world: TrainingWorld;
let ml: string;
let end: TrainingEnd;
/** Names of the folders' entries, in the order in which something happened to them. */
const touched = { model: [] as string[], checkpoints: [] as string[] };

/** Where YOLOv5 would ask for a network, for the model by which it checks mixed precision, or for pip, it says so in the log. */
const wouldAsk = [
  [
    '    prepare_yolov5()\n',
    '    import socket\n    socket.getaddrinfo = lambda host, *_, **__: print("asked for", host)\n    prepare_yolov5()\n',
  ],
  [
    '    from yolov5 import train\n',
    '    from yolov5 import train\n    train.check_amp = lambda _: bool(print("asked for a model"))\n    train.check_requirements("package-that-is-missing")\n',
  ],
] as const;

/** One training as SageMaker's strictest job has it: no network at all, a umask for one's own eyes, and a used /tmp. */
beforeAll(async () => {
  world = await createTrainingWorld();
  mkdirSync(join(world.work, 'tmp'));
  writeFileSync(join(world.work, 'tmp', 'left-by-another-job'), 'x');
  ml = world.layOut('job', {
    epochs: String(epochs),
    noplots: 'False',
    tensorboard: 'True',
    'save-period': '2',
    _tuning_objective_metric: 'val:mAP50_95',
  });
  const watchers = (['model', 'checkpoints'] as const).map((folder) =>
    watch(join(ml, folder), (_, name) => touched[folder].push(String(name))),
  );
  end = await startTraining(ml, {
    wrap: ['unshare', '--map-root-user', '--net', '/bin/sh', '-c', 'umask 077 && exec "$0" "$@"'],
    environment: {
      TMPDIR: join(world.work, 'tmp'),
      YOLOV5_CONFIG_DIR: join(world.work, 'config'),
      DETECTORY_TRAINING_GLUE: alterGlue(join(world.work, 'glue'), 'train.py', ...wouldAsk),
    },
  }).ended;
  for (const watcher of watchers) watcher.close();
});
afterAll(() => world.close());

const listed = (folder: string) => readdirSync(join(ml, folder), { recursive: true }).map(String).sort();
const metricLines = () => end.log.split('\n').filter((line) => line.startsWith('[detectory] epoch='));

type Told = ToldEvent & { readonly train: Record<string, number>; readonly val: Record<string, number> };

describe('a training job', () => {
  it('Network isolation: trains, plots, exports and measures without a network, and asks for none', () => {
    expect(end.code, end.log).toBe(0);
    expect(end.log).toContain('package-that-is-missing');
    expect(end.log).not.toMatch(/download|asked for|attempting/i);
  });

  const names = ['best.pt', 'model.json', 'model.onnx', 'opt.yaml', 'results.csv'];

  it('Model output: a file has its name once it is whole, and model.json is the last', () => {
    const at = (name: string) => touched.model.indexOf(name);
    for (const name of names) {
      expect(touched.model).toContain(`${name}.partial`);
      expect(at(name), name).toBeGreaterThan(at(`${name}.partial`));
      expect(at(name), name).toBeLessThanOrEqual(at('model.json'));
    }
  });

  it('Model output: regular files that all may read, in the layout that is served', () => {
    expect(listed('model')).toEqual(names);
    for (const name of names) {
      const file = join(ml, 'model', name);
      expect([name, lstatSync(file).isFile(), statSync(file).mode & 0o777]).toEqual([name, true, 0o644]);
    }
    const manifest = JSON.parse(readFileSync(join(ml, 'model', 'model.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      engine: { name: 'yolov5', version: expect.stringMatching(/^7\.0\.\d+$/) as string },
      classNames: expect.arrayContaining(['drill', 'hammer']) as string[],
      thresholds: { confidence: 0.25, iou: 0.45 },
      exports: [{ file: 'model.onnx', heightPx: 64, widthPx: 64 }],
      files: ['best.pt', 'model.onnx', 'opt.yaml', 'results.csv'].map((path) => ({
        path,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      })),
    });
  });

  it('Other output: plots, report and TensorBoard events stand beside the model, which all may read', () => {
    const files = listed('output');
    expect(files).toEqual(
      expect.arrayContaining(['data/results.png', 'data/report.html', 'data/run.json', 'data/epochs.jsonl']),
    );
    expect(files.filter((name) => /^tensorboard\/events\.out/.test(name))).not.toEqual([]);
    // The first of each two epochs, as it was asked for, and no other weights.
    expect(files.filter((name) => /\.pt$/.test(name))).toEqual(['data/weights/epoch0.pt']);
    for (const name of files) expect([name, statSync(join(ml, 'output', name)).mode & 0o044]).toEqual([name, 0o044]);
  });

  it('Metrics: a line for each epoch, and no bars, colours or carriage returns that would hide it', () => {
    expect(metricLines().map((line) => /^\[detectory\] epoch=(\d+); train\/box_loss=[\d.]+;/.exec(line)?.[1])).toEqual([
      '1',
      '2',
    ]);
    expect(end.log).not.toMatch(/\d+%\||\u001b|\r/);
  });

  it("Other output: TensorBoard reads each epoch's metrics where SageMaker uploads them from, and finds them nowhere else", async () => {
    const told = end.events.filter(({ event }) => event === 'epoch') as Told[];
    const scalars = await readTensorboard(join(ml, 'output', 'tensorboard'));
    for (const [tag, read] of [
      ['train/box_loss', ({ train }: Told) => train['box_loss']],
      ['val/obj_loss', ({ val }: Told) => val['obj_loss']],
      ['metrics/recall', ({ val }: Told) => val['recall']],
      ['metrics/mAP_0.5:0.95', ({ val }: Told) => val['mAP50_95']],
    ] as const)
      // Events hold 32-bit floats.
      expect(scalars[tag], tag).toEqual(
        told.map((epoch, step) => [step, expect.closeTo(read(epoch) ?? Number.NaN, 5) as number]),
      );
    expect(told).toHaveLength(epochs);
    // YOLOv5 writes them beside its plots, which have another way to S3.
    expect(listed('output/data').join()).not.toContain('tfevents');
  });

  it("HPO: passes over the tuner's own hyperparameter, and tells its objective every epoch", () => {
    const objectives = metricLines().map((line) => / val\/mAP50_95=([-+0-9.eE]+);/.exec(line)?.[1]);
    expect(objectives.filter((value) => value !== undefined)).toHaveLength(epochs);
  });

  it('Checkpoints: nothing else is ever written to their folder, which SageMaker uploads as it changes', () => {
    expect([...new Set(touched.checkpoints)].sort()).toEqual(['.incoming', 'slot-a', 'slot-b']);
    const whole = ['best.pt', 'epochs.jsonl', 'last.pt', 'opt.yaml', 'results.csv', 'state.json'];
    const slots = ['slot-a', 'slot-b'].flatMap((slot) => [slot, ...whole.map((name) => `${slot}/${name}`)]);
    expect(listed('checkpoints')).toEqual(slots);
  });

  it('Warm pool: takes /tmp as it finds it, and leaves it so', () => {
    expect(readdirSync(join(world.work, 'tmp'))).toEqual(['left-by-another-job']);
  });

  it('Channels: photos and labels have no company', () => {
    expect(
      readdirSync(world.dataset, { recursive: true }).filter((name) => /\.(cache|npy)$/.test(String(name))),
    ).toEqual([]);
  });
});

describe('one of several hosts', () => {
  it('Multi-node launch: leaves the model to the first of them', async () => {
    // Without a run that is whole it would wait for the first host.
    expect(end.code, end.log).toBe(0);
    const second = world.layOut('second', { epochs: String(epochs) });
    cpSync(join(ml, 'checkpoints'), join(second, 'checkpoints'), { recursive: true });
    const resources = { current_host: '127.0.0.2', hosts: ['127.0.0.1', '127.0.0.2'] };
    writeFileSync(join(second, 'input/config/resourceconfig.json'), JSON.stringify(resources));
    const { code, log } = await startTraining(second, { wrap: oneGpu }).ended;
    expect([code, readdirSync(join(second, 'model'))], log).toEqual([0, []]);
    expect(log).toContain(`All ${epochs} epochs are done`);
  });
});
