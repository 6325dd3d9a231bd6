import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterGlue } from '../src/altered-glue.js';
import { runBin } from '../src/run-bin.js';
import { runPython } from '../src/run-python.js';
import {
  createTrainingWorld,
  mustTrain,
  readFailure,
  startTraining,
  type TrainingWorld,
} from '../src/training-world.js';

let world: TrainingWorld;
let ml: string;
beforeAll(async () => {
  world = await createTrainingWorld();
  // One epoch: a model that finds nothing, and whose answers hardly depend on the photo. What can tell a wrong export then?
  ml = world.layOut('job', { epochs: '1' });
  await mustTrain(ml);
});
afterAll(() => world.close());

/** Exports the job's checkpoint by programs in which something is changed, in a folder of its own. */
async function exportBy(name: string, file: string, ...changes: readonly (readonly [string, string])[]) {
  const glue = alterGlue(join(world.work, `${name}-glue`), file, ...changes);
  const folder = world.layOut(name, {});
  symlinkSync(join(ml, 'model'), join(folder, 'input', 'data', 'model'));
  const environment = { DETECTORY_TRAINING_GLUE: glue };
  return { folder, ...(await startTraining(folder, { command: 'export', environment }).ended) };
}

interface Manifest {
  readonly parity: { readonly detections: number; readonly agreement: number };
  readonly metrics?: { readonly images: number };
}

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'model', 'model.json'), 'utf8')) as Manifest;

const smallBoxes = ['float {0.5}', 'float {0.49}'] as const;
const mismatch = /^ExportMismatchError: .* of its PyTorch parent's boxes before the suppression/;

describe('an export that does not answer as its PyTorch parent', () => {
  it.each([
    [
      'boxes that lie where their sizes are',
      'graphs/after.onnxtxt',
      [['Add(centre, half_size)', 'Add(size, half_size)']],
    ],
    [
      'anchors of one stride that are a quarter too large',
      'export.py',
      [
        [
          'head.export = True',
          'head.export, anchors = True, head.anchor_grid[0]; head.anchor_grid[0] = anchors * 1.25',
        ],
        ['head.export = False', 'head.export, head.anchor_grid[0] = False, anchors'],
      ],
    ],
    [
      'classes that are counted from 1',
      'graphs/after.onnxtxt',
      [
        [
          'Mul(classes, class_distance)',
          'Mul(classes, class_distance)\n  one = Constant<value = float {1.0}>()\n  classes_next = Add(classes, one)',
        ],
        ['Gather<axis = 0>(classes, ranked)', 'Gather<axis = 0>(classes_next, ranked)'],
      ],
    ],
  ] as const)('fails the job, also after one epoch: %s', async (name, file, changes) => {
    const { folder, code, log } = await exportBy(name.replaceAll(' ', '-'), file, ...changes);
    expect(code, log).toBe(1);
    expect(readFailure(folder)).toMatch(mismatch);
    expect(existsSync(join(folder, 'model', 'model.json'))).toBe(false);
  });

  it('is what refuses those, for as it is the export passes', () => {
    const { parity } = readManifest(ml);
    expect(parity.detections).toBeGreaterThan(100);
    expect(parity.agreement).toBeGreaterThanOrEqual(0.99);
  });

  it.each([
    [
      'is sure of its background: ONNX Runtime makes 0 of confidences that PyTorch still tells from it',
      'head.m[0].bias.data.view(3, -1)[:, 4] -= 25',
    ],
    [
      'can hardly tell its classes apart: rounding decides which is first',
      'for conv in head.m: conv.weight.data.unflatten(0, (3, -1))[:, 5:] *= 1e-4; conv.bias.data.view(3, -1)[:, 5:] = 0',
    ],
    [
      'has diverged: rounding decides which of boxes that are equally sure comes first',
      'for conv in head.m: conv.weight.data.unflatten(0, (3, -1))[:, 4:] *= 1e-6; conv.bias.data.view(3, -1)[:, 4:] = 3; conv.bias.data.view(3, -1)[:, 6:] = -9',
    ],
  ])('is no model that %s', async (name, change) => {
    const loaded = 'detector = load_detector(options["weights"])';
    const changed = `${loaded}\n    head = detector.model.model[-1]\n    ${change}`;
    const { folder, code, log } = await exportBy(name.slice(0, 10).replaceAll(' ', '-'), 'export.py', [
      loaded,
      changed,
    ]);
    expect(code, log).toBe(0);
    const { parity } = readManifest(folder);
    expect(parity.detections).toBeGreaterThan(100);
    expect(parity.agreement).toBeGreaterThanOrEqual(0.99);
  });

  it('is no model of the other engine that is equally unsure of 80 classes, by less than ONNX Runtime can tell', async () => {
    const folder = world.layOut('untrained', { 'export-sizes': '64,320' });
    const channels = join(folder, 'input', 'data');
    rmSync(join(channels, 'training'));
    mkdirSync(join(channels, 'model'));
    await runPython('untrained_yolov8.py', [join(channels, 'model', 'best.pt')]);
    const { code, log } = await startTraining(folder, { command: 'export' }).ended;
    expect(code, log).toBe(0);
    expect(readManifest(folder).parity.agreement).toBeGreaterThanOrEqual(0.99);
  });

  it('ends import with one message that says what to do, and leaves nothing', async () => {
    const glue = alterGlue(join(world.work, 'import-glue'), 'graphs/after.onnxtxt', smallBoxes);
    const out = join(world.work, 'imported');
    const line = ['import', join(ml, 'model', 'best.pt'), '--imgsz', '64', '--data', world.dataset, '--out', out];
    const { code, stderr } = await runBin('detectory-launch', line, { DETECTORY_TRAINING_GLUE: glue });
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(
      /^error: The export fp32-64x64\.onnx gives [\d.]+% of .*; expected at least \d+%.*Try another size/m,
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(out, 'model.tar.gz'))).toBe(false);
  });

  it('fails a training too: boxes that are 2% too small', async () => {
    const again = world.layOut('again', { epochs: '1' });
    cpSync(join(ml, 'checkpoints'), join(again, 'checkpoints'), { recursive: true });
    const environment = {
      DETECTORY_TRAINING_GLUE: alterGlue(join(world.work, 'small-boxes'), 'graphs/after.onnxtxt', smallBoxes),
    };
    const { code, log } = await startTraining(again, { environment }).ended;
    expect(code, log).toBe(1);
    expect(readFailure(again)).toMatch(mismatch);
    expect(existsSync(join(again, 'model', 'model.json'))).toBe(false);
  });
});

describe('the command export', () => {
  it('makes a model of the checkpoint in the channel model, at other sizes, and measures it on the photos of another', async () => {
    const exported = world.layOut('exported', { 'export-sizes': '96,64x96' });
    const given = join(exported, 'input', 'data', 'model');
    cpSync(join(ml, 'model'), given, { recursive: true });
    chmodSync(join(given, 'best.pt'), 0o600);
    const { code, log } = await startTraining(exported, { command: 'export' }).ended;
    expect([code, log]).toEqual([0, expect.stringMatching(/model is exported to model\.onnx, model-64x96\.onnx\.$/m)]);
    expect(readdirSync(join(exported, 'model'))).toEqual(
      expect.arrayContaining(['best.pt', 'model-64x96.onnx', 'model.onnx']),
    );
    expect(readManifest(exported).metrics?.images).toBeGreaterThan(0);
    // Model output: the endpoint reads them as another user than the one who wrote the checkpoint.
    for (const name of readdirSync(join(exported, 'model')))
      expect([name, statSync(join(exported, 'model', name)).mode & 0o777]).toEqual([name, 0o644]);
  });

  it("measures on a recipe's channels: images and labels, and the data.yaml that is named in cfg", async () => {
    const exported = world.layOut('recipe', { 'data-yaml': 'tools.yaml' });
    const channels = join(exported, 'input', 'data');
    rmSync(join(channels, 'training'));
    symlinkSync(join(ml, 'model'), join(channels, 'model'));
    for (const name of ['images', 'labels'])
      cpSync(join(world.dataset, name), join(channels, name), { recursive: true, dereference: true });
    const ours = readFileSync(join(world.dataset, 'data.yaml'), 'utf8');
    mkdirSync(join(channels, 'cfg'));
    writeFileSync(join(channels, 'cfg', 'tools.yaml'), ours.replaceAll(/\bimages\//g, '/opt/ml/input/data/images/'));
    const { code, log } = await startTraining(exported, { command: 'export' }).ended;
    expect(code, log).toBe(0);
    expect(readManifest(exported).metrics?.images).toBeGreaterThan(0);
  });

  it('says what to give it where there is neither a model nor weights', async () => {
    const empty = world.layOut('empty', {});
    const { code } = await startTraining(empty, { command: 'export' }).ended;
    expect([code, readFailure(empty)]).toEqual([
      1,
      expect.stringMatching(
        /^ChannelUnusableError: There is no checkpoint to export in .*channel model.*channel weights/,
      ),
    ]);
    expect(readdirSync(join(empty, 'model'))).toEqual([]);
  });
});
