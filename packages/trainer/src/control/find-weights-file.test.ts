import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sampleDataset, type Tree, writeTree } from '../testing/ml-folder.js';
import { checkpoint, hyperparameters, useInput } from '../testing/use-input.js';
import { findWeightsFile } from './find-weights-file.js';

const input = useInput();
const { prepare } = input;

describe(findWeightsFile, () => {
  it('looks a bare weights name up in the channel weights first', async () => {
    const weights = { 'data/weights/a.pt': checkpoint, 'data/weights/b.pt': checkpoint };
    const { options } = await prepare({
      ...sampleDataset('data/training/'),
      ...weights,
      ...hyperparameters({ weights: 'b.pt' }),
    });
    expect(options.weights).toBe(join(input.ml.paths.channels, 'weights/b.pt'));
  });

  it.each<Record<string, string>>([{}, { weights: 'None' }])(
    'takes the only checkpoint of that channel where none is named: %j',
    async (given) => {
      const files = { ...sampleDataset('data/training/'), 'data/weights/mine.pt': checkpoint };
      const { options } = await prepare({ ...files, ...hyperparameters(given) });
      expect(options.weights).toBe(join(input.ml.paths.channels, 'weights/mine.pt'));
    },
  );

  it('takes it for another engine too, whose default is to train from scratch', async () => {
    const files = {
      ...sampleDataset('data/training/'),
      'data/weights/v8.pt': 'PK\u0003\u0004cultralytics.nn.tasks\nPK\u0005\u0006',
    };
    const { options } = await prepare({ ...files, ...hyperparameters({ engine: 'ultralytics' }) });
    expect(options.weights).toBe(join(input.ml.paths.channels, 'weights/v8.pt'));
  });

  it('takes none where weights is none, and the default by its name among several', async () => {
    const several = { 'data/weights/mine.pt': checkpoint, 'data/weights/yolov5s.pt': checkpoint };
    const files = { ...sampleDataset('data/training/'), ...several };
    expect((await prepare({ ...files, ...hyperparameters({ weights: 'none' }) })).options.weights).toBe('none');
    input.ml.remove();
    expect((await prepare(files)).options.weights).toBe(join(input.ml.paths.channels, 'weights/yolov5s.pt'));
  });

  it.each<readonly [string, Tree, RegExp]>([
    ['no channel of them', {}, /no weights at \.\/mine\.pt. There is no channel weights either: pass one/],
    ['an empty one', { 'data/weights/': '' }, /no weights at \.\/mine\.pt. The channel weights is empty/],
  ])('refuses weights that are not there before photos are read, with %s', async (_, files, message) => {
    await expect(prepare({ ...files, ...hyperparameters({ weights: './mine.pt' }) })).rejects.toThrow(message);
  });

  it('refuses a channel weights without a checkpoint, in the place of training from others', async () => {
    const files = { ...sampleDataset('data/training/'), 'data/weights/run/': '', 'data/weights/model.onnx': 'x' };
    await expect(prepare(files)).rejects.toThrow(
      /holds model\.onnx, run, and .*Pass the folder that a \.pt file lies in/,
    );
  });

  it('refuses weights of another kind that are baked into the image, before photos are read', async () => {
    const training = prepare(hyperparameters({ weights: 'yolov5n-seg.pt' }), ({ workFolder }) => {
      writeTree(workFolder, { 'yolov5n-seg.pt': 'PK\u0003\u0004cmodels.yolo\nSegmentationModel\n' });
      vi.stubEnv('DETECTORY_WEIGHTS_DIR', workFolder);
    });
    await expect(training).rejects.toThrow(/yolov5n-seg\.pt can't be trained on: it holds a segmentation model/);
  });
});
