import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { prepareInput, type PreparedInput } from '../control/prepare-input.js';
import { type MlFolder, makeMlFolder, sampleDataset, samplePhotos, type Tree } from '../testing/ml-folder.js';

// Rows of the training container's contract that the input decides; the others need a container or a training:
// tools/e2e/tests/training-contract.containers.test.ts.

let ml: MlFolder;
afterEach(() => ml.remove());

const dataset = sampleDataset('data/training/');

async function prepare(config: Readonly<Record<string, unknown>>, files: Tree = dataset): Promise<PreparedInput> {
  const written = Object.entries(config).map(([name, value]) => [`config/${name}.json`, JSON.stringify(value)]);
  ml = makeMlFolder({ ...files, ...Object.fromEntries(written) });
  // No GPU, whatever the machine: several would make a plan of their own.
  return prepareInput({ ...ml, devices: ml.workFolder, note: () => undefined, warn: () => undefined });
}

describe('hyperparameters.json', () => {
  const expected = { epochs: 3, optimizer: 'AdamW', 'cos-lr': true, noplots: false, lr0: 0.01, imgsz: 640 };

  it.each([
    [
      "v2's generic Estimator, str(v)",
      { epochs: '3', optimizer: 'AdamW', 'cos-lr': 'True', noplots: 'False', lr0: '0.01', imgsz: 'None' },
    ],
    [
      'v2 with source_dir, json.dumps(v)',
      { epochs: '3', optimizer: '"AdamW"', cos_lr: 'true', noplots: 'false', lr0: '0.01' },
    ],
    ['v3, raw strings', { epochs: '"3"', optimizer: 'AdamW', 'cos-lr': 'true', noplots: 'false', lr0: '0.01' }],
  ])('reads what %s writes', async (_, hyperparameters) => {
    expect((await prepare({ hyperparameters })).options).toMatchObject(expected);
  });

  it.each(['sgd', '"sgd"', 'SGD', '"SGD"'])('reads the optimizer %s, however a client writes it', async (optimizer) => {
    expect((await prepare({ hyperparameters: { optimizer } })).options.optimizer).toBe('SGD');
  });

  it("passes over the toolkit's and the tuner's own keys", async () => {
    const hyperparameters = {
      sagemaker_program: '"train.py"',
      sagemaker_submit_directory: '"s3://bucket/source.tar.gz"',
      _tuning_objective_metric: 'val:mAP50_95',
      epochs: '2',
    };
    expect((await prepare({ hyperparameters })).options.epochs).toBe(2);
  });

  it('need not be there', async () => {
    expect((await prepare({})).options.epochs).toBe(50);
  });

  it('is refused where a key is unknown, with the nearest one', async () => {
    await expect(prepare({ hyperparameters: { epohcs: '3' } })).rejects.toThrow(
      'There is no training option "epohcs". Did you mean epochs?',
    );
  });
});

describe('inputdataconfig.json', () => {
  it('may leave out every key, and need not be there', async () => {
    const settings = [null, {}, { TrainingInputMode: 'File' }];
    for (const inputdataconfig of [undefined, {}, ...settings.map((training) => ({ training }))]) {
      expect((await prepare(inputdataconfig ? { inputdataconfig } : {})).data.train).toHaveLength(8);
      ml.remove();
    }
  });

  it('does not tell FastFile, which it calls File: no channel is written to, whatever it says', async () => {
    const inputdataconfig = { training: { TrainingInputMode: 'File' } };
    const { data } = await prepare({ inputdataconfig, hyperparameters: { cache: 'disk' } });
    expect(data.train.filter((photo) => !photo.startsWith(ml.workFolder))).toEqual([]);
    const files = readdirSync(ml.paths.channels, { recursive: true }).map((name) => `data/${String(name)}`);
    expect(files).toEqual(expect.arrayContaining(Object.keys(dataset)));
    expect(files.filter((name) => /\.[a-z]+$/.test(name))).toHaveLength(Object.keys(dataset).length);
  });
});

describe('ManifestFile / Sharded', () => {
  const inputdataconfig = { training: { S3DistributionType: 'ShardedByS3Key' } };

  it('is refused with several hosts, each of which would see other photos', async () => {
    const resourceconfig = { current_host: 'algo-2', hosts: ['algo-1', 'algo-2'] };
    await expect(prepare({ inputdataconfig, resourceconfig })).rejects.toThrow(/ShardedByS3Key over 2 hosts/);
  });

  it('is refused where one of several channels is, for labels would lie on other hosts than their photos', async () => {
    const resourceconfig = { current_host: 'algo-1', hosts: ['algo-1', 'algo-2'] };
    const sharded = { images: {}, labels: { S3DistributionType: 'ShardedByS3Key' } };
    await expect(prepare({ inputdataconfig: sharded, resourceconfig }, samplePhotos('data/'))).rejects.toThrow(
      /channel labels is ShardedByS3Key over 2 hosts/,
    );
  });

  it('is fine with one host, which gets everything', async () => {
    const resourceconfig = { current_host: 'algo-1', hosts: ['algo-1'] };
    expect((await prepare({ inputdataconfig, resourceconfig })).data.train).toHaveLength(8);
  });
});

describe('resourceconfig.json', () => {
  it('may lack fields, hold null, or not be there', async () => {
    for (const resourceconfig of [undefined, {}, { current_host: 'algo-1', hosts: ['algo-1'], topology: null }]) {
      expect((await prepare(resourceconfig ? { resourceconfig } : {})).plan).toBeUndefined();
      ml.remove();
    }
  });
});
