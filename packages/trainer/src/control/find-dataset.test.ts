import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readJobFiles } from '../adapters/read-job-files.js';
import { type MlFolder, makeMlFolder, samplePhotos, type Tree } from '../testing/ml-folder.js';
import { findChannels } from './find-channels.js';
import { findDataset, type FoundDataset } from './find-dataset.js';

let ml: MlFolder;
afterEach(() => ml.remove());

async function find(files: Tree): Promise<FoundDataset> {
  ml = makeMlFolder(files);
  return findDataset(ml.paths, await readJobFiles(ml.paths), await findChannels(ml.paths.channels));
}

const yaml = 'train: images/train\nval: images/val\nnames: [drill, hammer]\n';
const twoDescriptions = { 'data/cfg/tools.yaml': yaml, 'data/cfg/old.yaml': yaml };

describe(findDataset, () => {
  it.each([
    ['a hyperparameter', { 'config/hyperparameters.json': '{"data-yaml": "tools.yaml"}' }],
    ["a recipe's train-args file", { 'data/cfg/train-args.json': '{"FP_DATA": "/opt/ml/input/data/cfg/tools.yaml"}' }],
  ])('takes the data.yaml that %s names beside channels of images and labels', async (_, named) => {
    const found = await find({ ...samplePhotos('data/'), ...twoDescriptions, ...named });
    const { channels, root: mlRoot } = ml.paths;
    expect(found).toEqual({ root: channels, dataYaml: join(channels, 'cfg/tools.yaml'), mlRoot });
  });

  it('takes photos in one channel and their data.yaml in another', async () => {
    const { root } = await find({ ...samplePhotos('data/training/'), 'data/cfg/data.yaml': yaml });
    expect(root).toBe(join(ml.paths.channels, 'training'));
  });
});
