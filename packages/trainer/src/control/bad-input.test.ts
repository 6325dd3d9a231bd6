import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type MlFolder, makeMlFolder, sampleDataset, type Tree } from '../testing/ml-folder.js';
import { prepareInput } from './prepare-input.js';

let ml: MlFolder;
afterEach(() => {
  vi.unstubAllEnvs();
  ml?.remove();
});

const hyperparameters = (values: Record<string, string>): Tree => ({
  'config/hyperparameters.json': JSON.stringify(values),
});

const prepare = (files: Tree): Promise<unknown> => {
  ml = makeMlFolder(files);
  vi.stubEnv('CUDA_VISIBLE_DEVICES', undefined);
  const devices = join(ml.paths.root, 'input', 'dev');
  return prepareInput({ ...ml, devices, note: () => undefined, warn: () => undefined });
};

/** The beginning of a detection checkpoint, by which it is known. */
const checkpoint = 'PK\u0003\u0004cmodels.yolo\nDetectionModel\nPK\u0005\u0006';

/** What a user gets to read, for each thing that can be wrong with a job's input: docs/train/bad-input.md has the same rows. */
const badInput: readonly (readonly [string, Tree, RegExp])[] = [
  ['no channel at all', {}, /holds a data.yaml \(channels: none\)/],
  ['an empty channel', { 'data/training/': '' }, /channel training is empty .*S3 prefix/],
  ['a channel that is a file', { 'data/training': 'x' }, /channel training is a file .*expected a folder/],
  [
    'no images in a channel',
    { 'data/training/data.yaml': 'train: images/train\nnames: [a]\n' },
    /no images in images\/train.*--copy none/,
  ],
  [
    "Ground Truth's manifest instead of a dataset",
    { 'data/training/output.manifest': '{}\n' },
    /Ground Truth's output, not a dataset.*prepare/,
  ],
  [
    'labels of other classes than the names',
    { ...sampleDataset('data/training/'), 'data/training/labels/train/3.txt': '7 0.5 0.5 0.5 0.5\n' },
    /labels\/train\/3.txt, line 1, labels class 7; data.yaml names 2 classes, 0 to 1/,
  ],
  [
    'no label that YOLOv5 takes',
    { ...sampleDataset('data/training/', { train: 1, val: 1 }), 'data/training/labels/train/0.txt': '0 2 2 2 2\n' },
    /can't be trained on: 1 training splits without a single box/,
  ],
  [
    'a data.yaml that is no YAML',
    { ...sampleDataset('data/training/'), 'data/training/data.yaml': 'names: [' },
    /data.yaml is not YAML/,
  ],
  [
    'hyperparameters.json that is no JSON',
    { ...sampleDataset('data/training/'), 'config/hyperparameters.json': '{"epochs": ' },
    /hyperparameters.json is not a JSON object/,
  ],
  [
    'inputdataconfig.json that is no JSON',
    { ...sampleDataset('data/training/'), 'config/inputdataconfig.json': '[]' },
    /inputdataconfig.json is not a JSON object/,
  ],
  [
    'resourceconfig.json that is no JSON',
    { ...sampleDataset('data/training/'), 'config/resourceconfig.json': 'x' },
    /resourceconfig.json is not a JSON object/,
  ],
  [
    'train-args.json that is no JSON',
    { ...sampleDataset('data/training/'), 'data/cfg/train-args.json': 'x' },
    /train-args.json is not a JSON object/,
  ],
  [
    'a hyperparameter out of range',
    { ...sampleDataset('data/training/'), ...hyperparameters({ epochs: '0' }) },
    /epochs is 0; expected a whole number from 1 to 10000/,
  ],
  [
    'a hyperparameter that does not exist',
    { ...sampleDataset('data/training/'), ...hyperparameters({ epoch: '3' }) },
    /no training option "epoch". Did you mean epochs\?/,
  ],
  [
    'an option that makes no sense here',
    { ...sampleDataset('data/training/'), ...hyperparameters({ device: '0' }) },
    /device can't be given/,
  ],
  [
    'a hyp file that does not exist',
    { ...sampleDataset('data/training/'), ...hyperparameters({ hyp: 'mine.yaml' }) },
    /hyp is "mine.yaml"; expected a YAML file that exists/,
  ],
  [
    'an architecture that does not exist',
    { ...sampleDataset('data/training/'), ...hyperparameters({ cfg: 'resnet50' }) },
    /cfg is "resnet50"; expected a YAML file that exists.*yolov5n/,
  ],
  [
    'an architecture in a size that does not exist',
    { ...sampleDataset('data/training/'), ...hyperparameters({ cfg: 'yolov5q' }) },
    /cfg is "yolov5q"; expected .* an architecture such as yolov5n/,
  ],
  [
    'an architecture that is no detector',
    { ...sampleDataset('data/training/'), ...hyperparameters({ cfg: 'yolov5s-seg' }) },
    /cfg is "yolov5s-seg"; .*trains detectors: leave out -seg/,
  ],
  [
    'weights that are not there',
    {
      ...sampleDataset('data/training/'),
      'data/weights/mine.pt': checkpoint,
      ...hyperparameters({ weights: '/opt/ml/input/data/weights/yours.pt' }),
    },
    /no weights at \/opt\/ml\/input\/data\/weights\/yours\.pt. The channel weights holds mine\.pt: set weights to the name/,
  ],
  [
    'several checkpoints in the channel weights, and none named',
    { ...sampleDataset('data/training/'), 'data/weights/a.pt': checkpoint, 'data/weights/b.pt': checkpoint },
    /channel weights holds a\.pt, b\.pt, and nothing says where to start. Set weights to one of them, such as a\.pt/,
  ],
  [
    'weights of another kind',
    {
      ...sampleDataset('data/training/'),
      'data/weights/yolov5s-seg.pt': 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n',
    },
    /weights .*yolov5s-seg.pt can't be trained on: it holds a segmentation model; give a detection checkpoint/,
  ],
  [
    'weights that were cut off',
    { ...sampleDataset('data/training/'), 'data/weights/best.pt': checkpoint.slice(0, -4) },
    /weights .*best\.pt can't be trained on: its end is missing.*copy it again/,
  ],
  [
    'weights without their model',
    {
      ...sampleDataset('data/training/'),
      'data/weights/sd.pt': 'PK\u0003\u0004ccollections\nOrderedDict\nPK\u0005\u0006',
    },
    /weights .*sd\.pt can't be trained on: it names no model of YOLO.*give a best\.pt/,
  ],
  [
    'weights that are a web page',
    { ...sampleDataset('data/training/'), 'data/weights/yolov5s.pt': '<!DOCTYPE html><title>404</title>' },
    /it is a web page, not a checkpoint/,
  ],
  [
    'a data.yaml named that is not there',
    { ...sampleDataset('data/training/'), ...hyperparameters({ 'data-yaml': 'other.yaml' }) },
    /No channel holds the data.yaml that data-yaml names: other.yaml/,
  ],
  [
    'one photo, and none for validation',
    sampleDataset('data/training/', { train: 1, val: 0 }),
    /none can be set aside for validation/,
  ],
  [
    'a pipe of bare bytes',
    { 'config/inputdataconfig.json': '{"training":{"TrainingInputMode":"Pipe"}}' },
    /channel training is a pipe of bare bytes.*File or FastFile/,
  ],
  [
    'a batch that the GPUs can not share evenly',
    { 'dev/nvidia0': '', 'dev/nvidia1': '', ...hyperparameters({ batch: '15' }) },
    /batch-size 15 can't be split evenly over 2 processes .*multiple of 2, such as 14 or 16/,
  ],
  [
    'several hosts without a GPU',
    { 'config/resourceconfig.json': '{"current_host":"algo-1","hosts":["algo-1","algo-2"]}' },
    /2 hosts \(algo-1, algo-2\) and this one has no GPU.*one instance, or a GPU type/,
  ],
  [
    'channels that are sharded over several hosts',
    {
      ...sampleDataset('data/training/'),
      'config/inputdataconfig.json': '{"training":{"S3DistributionType":"ShardedByS3Key"}}',
      'config/resourceconfig.json': '{"current_host":"algo-1","hosts":["algo-1","algo-2"]}',
    },
    /ShardedByS3Key over 2 hosts.*FullyReplicated/,
  ],
];

describe('bad input', () => {
  it.each(badInput)(
    'is answered within five seconds, with one message that says the fix: %s',
    async (_, files, message) => {
      const startedAt = performance.now();
      const failure = await prepare(files).catch((error: unknown) => error);
      expect(failure).toHaveProperty('blame');
      expect((failure as Error).message).toMatch(message);
      expect((failure as Error).message.length).toBeLessThan(1000);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );

  it('is what docs/train/bad-input.md lists', () => {
    const page = readFileSync(new URL('../../../../docs/train/bad-input.md', import.meta.url), 'utf8');
    const section = page.slice(page.indexOf('## In a job'));
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows.map((row) => row.split(' | ')[0]?.slice(2))).toEqual(badInput.map(([name]) => name));
  });
});
