import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStorage, joinUri } from '@detectory/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSageMakerRunner, openSageMaker, type SageMakerSettings } from '../src/adapters/sagemaker/index.js';
import { readRunRecord } from '../src/adapters/evaluation/index.js';
import { type AwsWorld, created, described, logPages, startAwsWorld, toRequest, toSettings } from './aws-world.js';
import { modelFiles } from './sample-run.js';

let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld();
}, 60_000);
afterAll(() => world.stop());
beforeEach(() => world.begin());
afterEach(() => world.end());

const run = async (request: ReturnType<typeof toRequest>, settings: SageMakerSettings) =>
  createSageMakerRunner(await openSageMaker(), settings, { pollMs: 5, note: () => undefined }).start(request);
const manifest = 's3://photos/labels/output.manifest';
const record = {
  'source-ref': 's3://photos/raw/1.jpg',
  tools: { annotations: [], image_size: [{ width: 16, height: 16, depth: 3 }] },
  'tools-metadata': { type: 'groundtruth/object-detection', 'class-map': { 0: 'drill' } },
};

describe('a job on an augmented manifest', () => {
  const settings = toSettings();
  const place = { uploadUri: settings.place.uploadUri };
  beforeEach(() => createStorage().writeBytes(manifest, `${JSON.stringify(record)}\n`.repeat(10)));

  it('gets the photos and labels of its lines through a pipe, and nothing is uploaded but the weights', async () => {
    world.stub.operations = { ...created };
    await run(toRequest(world.folder, { data: manifest }), { ...settings, place });
    const input = world.stub.calls[0]?.input as { InputDataConfig: { ChannelName: string }[] };
    expect(input.InputDataConfig).toMatchObject([
      {
        ChannelName: 'training',
        InputMode: 'Pipe',
        RecordWrapperType: 'RecordIO',
        DataSource: { S3DataSource: { S3DataType: 'AugmentedManifestFile', S3Uri: manifest } },
      },
      { ChannelName: 'weights', InputMode: 'File' },
    ]);
  });

  it('AugmentedManifestFile: is not sent with another input mode than Pipe', async () => {
    await expect(run(toRequest(world.folder, { data: manifest }), settings)).rejects.toThrow(
      /leave --input-mode FastFile out, or pass --input-mode Pipe/,
    );
    expect(world.stub.calls).toEqual([]);
  });

  it('names attributes of a manifest only', async () => {
    const named = { ...settings, place: { ...place, attributeNames: ['source-ref', 'tools'] } };
    await expect(run(toRequest(world.folder), named)).rejects.toThrow(/--attribute-names is for an augmented manifest/);
  });
});

describe('a job on a dataset that lies here', () => {
  it('is not sent with labels of a class that has no name, and nothing is uploaded', async () => {
    await writeFile(join(world.folder, 'dataset/labels/train/train3.txt'), '7 0.5 0.5 0.2 0.2\n');
    await expect(run(toRequest(world.folder), toSettings())).rejects.toThrow(
      /train3\.txt, line 1, labels class 7; data\.yaml names 1 classes/,
    );
    expect(world.stub.calls).toEqual([]);
  });
});

describe('a job with weights on S3', () => {
  const head = 'PK\u0003\u0004cmodels.yolo\n';
  it.each([
    ['of another kind', `${head}SegmentationModel\n`, 'it holds a segmentation model'],
    [
      'cut off, far behind the names of their layers',
      `${head}DetectionModel\n${'x'.repeat(9 << 20)}`,
      'its end is missing',
    ],
  ])('is not sent with those that are %s', async (_, bytes, fault) => {
    const weights = 's3://photos/weights/mine.pt';
    await createStorage().writeBytes(weights, bytes);
    await expect(run(toRequest(world.folder, { hyperparameters: { weights } }), toSettings())).rejects.toThrow(
      `The weights ${weights} can't be trained on: ${fault}`,
    );
    expect(world.stub.calls).toEqual([]);
  });
});

describe('a job with hyperparameters in a file', () => {
  it('is sent where its dataset on S3 has such a file, and not where it has none', async () => {
    const data = 's3://photos/with-hyp';
    for (const name of ['data.yaml', 'theirs.yaml'])
      await createStorage().writeBytes(joinUri(data, name), 'train: images/train\nnames: [drill]\n');
    world.stub.operations = { ...created };
    const start = (hyp: string) =>
      run(toRequest(world.folder, { data, hyperparameters: { weights: 'none', hyp } }), toSettings());
    await expect(start('thiers')).rejects.toThrow(/hyp is "thiers"; expected a YAML file that exists/);
    expect(world.stub.calls).toEqual([]);
    await start('theirs');
    expect(world.stub.calls).toHaveLength(1);
  });
});

describe('a job whose TensorBoard events are kept', () => {
  it('writes them, without being asked for that as well', async () => {
    world.stub.operations = { ...created };
    await run(toRequest(world.folder), toSettings({ tensorboardUri: 's3://photos/events' }));
    expect(world.stub.calls[0]?.input).toMatchObject({
      TensorBoardOutputConfig: { S3OutputPath: 's3://photos/events' },
      HyperParameters: { tensorboard: 'true' },
    });
  });
});

describe('a job with uncompressed output', () => {
  const output = 's3://photos/up/runs/garden-1/output';
  const ended = (status: string, slash = '') => ({
    ...created,
    ...logPages([]),
    DescribeTrainingJob: () =>
      described(status, status, { ModelArtifacts: { S3ModelArtifacts: `${output}/model${slash}` } }),
  });

  it.each(['', '/'])('has its model packed, and all else beside it, on this machine (model%s)', async (slash) => {
    world.stub.operations = ended('Completed', slash);
    for (const [name, text] of Object.entries(modelFiles()))
      await createStorage().writeBytes(joinUri(`${output}/model`, name), text);
    await createStorage().writeBytes(`${output}/data/train.log`, 'a line\n');
    const request = toRequest(world.folder);
    const { model } = await (await run(request, toSettings({ isUncompressed: true }))).follow(request);
    expect(world.stub.calls[0]?.input).toMatchObject({ OutputDataConfig: { CompressionType: 'NONE' } });
    expect(model).toBe(join(world.folder, 'runs', 'garden-1', 'model.tar.gz'));
    expect(readFileSync(join(world.folder, 'runs', 'garden-1', 'train.log'), 'utf8')).toBe('a line\n');
  });

  it('stays where it is where the run is kept on S3', async () => {
    world.stub.operations = ended('Completed');
    const request = toRequest(world.folder, { out: 's3://photos/up/runs' });
    const result = await (await run(request, toSettings({ isUncompressed: true }))).follow(request);
    expect(result).toEqual({ model: `${output}/model`, output });
    await createStorage().writeBytes(`${output}/data/run.json`, '{"name":"garden-1"}');
    expect(await readRunRecord(result.output)).toEqual({ name: 'garden-1' });
  });
});
