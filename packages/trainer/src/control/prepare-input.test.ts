import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MlFolder, sampleDataset, samplePhotos, writeTree } from '../testing/ml-folder.js';
import { tinyJpeg } from '../testing/tiny-jpeg.js';
import { tinyPng } from '../testing/tiny-png.js';
import { checkpoint, hyperparameters, useInput } from '../testing/use-input.js';
import { prepareInput } from './prepare-input.js';

const input = useInput();
const { prepare } = input;

describe(prepareInput, () => {
  it('Channels: takes one with our dataset, whatever its name, without any file of settings', async () => {
    const { data, options, warnings, notes } = await prepare(sampleDataset('data/photos/'));
    expect([data.train.length, data.val.length]).toEqual([8, 2]);
    expect(data.train[0]).toBe(join(input.ml.paths.channels, 'photos/images/train/0.png'));
    expect(options.epochs).toBe(50);
    expect(warnings.filter((warning) => !warning.includes('/dev/shm'))).toEqual([]);
    expect(notes).toEqual([
      'Hyperparameters: the preset finetune.',
      expect.stringMatching(/^Decoded photos are kept: in memory they take 12.3 MB/),
      expect.stringMatching(/^8 training photos are few: the preset finetune-small/),
    ]);
  });

  it('Channels: takes cfg, images, labels and weights, and their train-args file', async () => {
    const channels = '/opt/ml/input/data';
    const { data, options, warnings, dataset } = await prepare({
      ...samplePhotos('data/', { train: 20, val: 0 }),
      'data/cfg/tools.yaml': `train: ${channels}/images/train/\nval: ${channels}/images/train/\nnc: 2\nnames: [drill, hammer]\n`,
      'data/cfg/yolov5s.yaml': 'nc: 2\ndepth_multiple: 0.33\nbackbone: []\nhead: []\n',
      'data/cfg/hyp.finetune.yaml': 'lr0: 0.0032\nlrf: 0.12\n',
      'data/cfg/train-args.json': JSON.stringify({
        FP_DATA: `${channels}/cfg/tools.yaml`,
        FP_YOLO: `${channels}/cfg/yolov5s.yaml`,
        FP_HYP: `${channels}/cfg/hyp.finetune.yaml`,
        FP_WEIGHT: `${channels}/weights/yolov5s.pt`,
        NAME: 'tools',
        IMG_SIZE: '320',
        EPOCHS: '5',
        BATCH: '4',
      }),
      'data/weights/yolov5s.pt': checkpoint,
      ...hyperparameters({ epochs: '7' }),
    });
    expect(options).toMatchObject({
      epochs: 7,
      imgsz: 320,
      'batch-size': 4,
      cfg: join(input.ml.paths.channels, 'cfg/yolov5s.yaml'),
      weights: join(input.ml.paths.channels, 'weights/yolov5s.pt'),
    });
    expect(readFileSync(options.hyp ?? '', 'utf8')).toMatch(/^lr0: 0.0032\nlrf: 0.12\nmomentum: 0.937\n/);
    expect(dataset.classNames).toEqual(['drill', 'hammer']);
    expect([data.train.length, data.val.length]).toEqual([18, 2]);
    expect(warnings.join()).toMatch(/Every training photo is in the validation split too/);
  });

  it('takes photos in one channel and their data.yaml in another', async () => {
    const { data } = await prepare({
      ...samplePhotos('data/training/'),
      'data/cfg/data.yaml': 'train: images/train\nval: images/val\nnames: [drill, hammer]\n',
    });
    expect([data.train.length, data.val.length]).toEqual([8, 2]);
  });

  it.each([
    ['yolov5', {}, [expect.stringMatching(/^Weights none without cfg: yolov5n is trained from scratch/)]],
    ['ultralytics', {}, [expect.stringMatching(/^Weights none without cfg: yolo11n is trained/)]],
    ['yolov5', { cfg: 'yolov5s' }, []],
  ])('names the architecture that nobody named, of %s with %j', async (engine, given, expected) => {
    const options = hyperparameters({ engine, weights: 'none', ...given });
    const { notes } = await prepare({ ...sampleDataset('data/training/'), ...options });
    expect(notes.filter((each) => each.includes('from scratch'))).toEqual(expected);
  });

  it('tells the hyperparameters as they hold, and no file that the run itself wrote', async () => {
    const preset = await prepare({ ...sampleDataset('data/training/'), ...hyperparameters({ mosaic: '0.5' }) });
    expect(preset.held).toMatchObject({ preset: 'finetune', mosaic: 0.5, momentum: 0.937, 'batch-size': 16 });
    expect(preset.held).not.toHaveProperty('hyp');
    const file = await prepare({
      ...sampleDataset('data/training/'),
      'data/cfg/mine.yaml': 'lr0: 0.0032\nhsv_h: 0\n',
      ...hyperparameters({ hyp: 'mine.yaml' }),
    });
    expect(file.held).toMatchObject({ hyp: 'mine.yaml', lr0: 0.0032, 'hsv-h': 0 });
  });

  it("tells files of channels by their bare names, whose folders are gone or a container's later", async () => {
    const { held, options, notes } = await prepare(
      {
        ...sampleDataset('data/training/'),
        'data/weights/mine.pt': checkpoint,
        'data/config/cfg/net.yaml': 'nc: 2\ndepth_multiple: 0.33\nbackbone: []\nhead: []\n',
        'data/config/hyp/mine.yaml': 'lr0: 0.0032\n',
      },
      ({ paths }) => {
        const [cfg, hyp] = ['cfg/net.yaml', 'hyp/mine.yaml'].map((name) => join(paths.channels, 'config', name));
        mkdirSync(dirname(paths.hyperparameters), { recursive: true });
        writeFileSync(paths.hyperparameters, JSON.stringify({ weights: 'mine.pt', cfg, hyp }));
      },
    );
    expect(options.weights).toBe(join(input.ml.paths.channels, 'weights/mine.pt'));
    expect(held).toMatchObject({ weights: 'mine.pt', cfg: 'net.yaml', hyp: 'mine.yaml' });
    expect(notes).toContain('Hyperparameters: the file mine.yaml.');
  });

  it('takes the data.yaml that is named where there are several', async () => {
    const files = { ...sampleDataset('data/a/'), ...sampleDataset('data/b/', { train: 5, from: 100 }) };
    await expect(prepare(files)).rejects.toThrow(/Several files describe a dataset.*data-yaml/);
    input.ml.remove();
    const { data } = await prepare({ ...files, ...hyperparameters({ 'data-yaml': 'OVERRIDE' }) }, ({ paths }) =>
      writeFileSync(paths.hyperparameters, JSON.stringify({ data_yaml: join(paths.channels, 'b/data.yaml') })),
    );
    expect(data.train).toHaveLength(5);
  });

  it('Channels: never writes into one, so that a read-only dataset stays as it is', async () => {
    const listed = ({ paths }: MlFolder): string[] =>
      readdirSync(paths.channels, { recursive: true }).map(String).sort();
    let before: string[] = [];
    const protect = (folder: MlFolder): void => {
      before = listed(folder);
      for (const path of before.map((name) => join(folder.paths.channels, name)))
        chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
    };
    const { data } = await prepare(
      { ...sampleDataset('data/training/'), ...hyperparameters({ cache: 'disk' }) },
      protect,
    );
    expect(listed(input.ml)).toEqual(before);
    // Where YOLOv5 writes its disk cache: beside what it takes for the photo.
    expect(data.train.every((image) => image.startsWith(input.ml.workFolder))).toBe(true);
    expect(readFileSync(data.train[0] ?? '')).toEqual(tinyPng(0));
    expect(readFileSync((data.train[0] ?? '').replace('/images/', '/labels/').replace('.png', '.txt'), 'utf8')).toBe(
      '0 0.5 0.5 0.5 0.5\n',
    );
  });

  it('keeps decoded photos in memory where they fit, unless told otherwise', async () => {
    const files = sampleDataset('data/training/');
    expect((await prepare({ ...files, ...hyperparameters({ imgsz: '64' }) })).options.cache).toBe('ram');
    input.ml.remove();
    const { options, notes } = await prepare({ ...files, ...hyperparameters({ cache: 'none' }) });
    expect(options.cache).toBe('none');
    expect(notes.join()).not.toContain('ecoded');
  });

  it('settles the loaders by cores and GPUs', async () => {
    const { options } = await prepare(sampleDataset('data/training/'));
    expect(options.workers).toBeLessThanOrEqual(8);
  });

  it('gives YOLOv5 a mended copy of a photo that it would write anew in its place', async () => {
    const photo = 'data/training/images/train/0.jpg';
    const { data, warnings } = await prepare({
      ...sampleDataset('data/training/'),
      [photo]: Buffer.concat([tinyJpeg, Buffer.from('left by a camera')]),
      'data/training/labels/train/0.txt': '1 0.5 0.5 0.25 0.25\n',
    });
    const mended = data.train.find((image) => image.endsWith('/0.jpg')) ?? '';
    expect(mended.startsWith(input.ml.workFolder)).toBe(true);
    expect(readFileSync(mended)).toEqual(tinyJpeg);
    expect(readFileSync(mended.replace('/images/', '/labels/').replace('.jpg', '.txt'), 'utf8')).toBe(
      '1 0.5 0.5 0.25 0.25\n',
    );
    expect(data.train.filter((image) => image.startsWith(input.ml.workFolder))).toEqual([mended]);
    expect(warnings.join()).toContain('[jpeg-trailing-bytes]');
  });

  it('trains all classes as one where it is asked to, with labels of its own', async () => {
    const { data } = await prepare({
      ...sampleDataset('data/training/'),
      'data/training/labels/train/0.txt': '1 0.5 0.5 0.5 0.5\n0 0.25 0.25 0.1 0.1\n',
      ...hyperparameters({ 'single-cls': 'True' }),
    });
    expect(data.classNames).toEqual(['item']);
    const label = (data.train[0] ?? '').replace('/images/', '/labels/').replace('.png', '.txt');
    expect(readFileSync(label, 'utf8')).toBe('0 0.5 0.5 0.5 0.5\n0 0.25 0.25 0.1 0.1\n');
  });

  it('follows a channel that is a link, as the local runner makes it', async () => {
    const { data } = await prepare({ 'elsewhere/': '' }, ({ paths }) => {
      writeTree(join(paths.root, 'elsewhere'), sampleDataset(''));
      symlinkSync(join(paths.root, 'elsewhere'), join(paths.channels, 'training'));
    });
    expect(data.train).toHaveLength(8);
  });

  it('reads splits as lists of images', async () => {
    const { data } = await prepare({
      ...samplePhotos('data/training/'),
      'data/training/data.yaml': 'train: train.txt\nval: [images/val]\nnames: [drill, hammer]\n',
      'data/training/train.txt': './images/train/0.png\n./images/train/1.png\n',
    });
    expect(data.train.map((image) => basename(image))).toEqual(['0.png', '1.png']);
  });

  it('writes lists and a data.yaml that YOLOv5 reads, with names that are words of YAML', async () => {
    const { data } = await prepare({
      ...sampleDataset('data/training/'),
      'data/training/data.yaml': 'train: images/train\nval: images/val\nnames: ["no", "1", "on"]\n',
    });
    expect(readFileSync(data.file, 'utf8')).toMatch(/- "no"\n\s*- "1"\n\s*- "on"\n/);
    expect(readFileSync(join(input.ml.workFolder, 'train.txt'), 'utf8').trim().split('\n')).toEqual(data.train);
  });

  it('warns of photos that YOLOv5 would drop, and goes on', async () => {
    const { warnings } = await prepare({
      ...sampleDataset('data/training/'),
      'data/training/images/train/0.png': tinyPng(0).subarray(0, 60),
    });
    expect(warnings.join('\n')).toMatch(/WARNING: 1 .*images\/train\/0.png/);
  });

  it('Disk / shm: lowers workers to what shared memory has room for, and says so', async () => {
    // Batches of 51 GB: no machine has room for loaders of them.
    const demand = { workers: '2', 'batch-size': '1024', imgsz: '4096' };
    const { options, warnings } = await prepare({ ...sampleDataset('data/training/'), ...hyperparameters(demand) });
    expect(options.workers).toBe(0);
    expect(warnings.join()).toMatch(/\/dev\/shm has .* free, in which 0 of 2 loaders/);
  });

  it('Checkpoints: goes on where /opt/ml/checkpoints and the model folder are missing', async () => {
    await prepare(sampleDataset('data/training/'));
    expect(existsSync(input.ml.paths.checkpoints)).toBe(false);
    expect(existsSync(input.ml.paths.model)).toBe(false);
  });
});
