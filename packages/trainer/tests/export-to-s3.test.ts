import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '@detectory/storage';
import { list } from 'tar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportCheckpoint } from '../src/adapters/export-checkpoint.js';
import { exportModel } from '../src/control/export-model.js';
import { type AwsWorld, startAwsWorld } from './aws-world.js';

vi.mock('../src/control/export-model.js');
vi.mock('../src/adapters/create-engine.js');

let world: AwsWorld;
beforeAll(async () => {
  world = await startAwsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.begin();
  vi.mocked(exportModel).mockImplementation(async ({ modelFolder }) => {
    await writeFile(join(modelFolder, 'model.onnx'), 'onnx');
    return { refusals: [] } as never;
  });
});
afterEach(() => world.end());

const exportTo = (out: string) =>
  exportCheckpoint({ source: join(world.folder, 'yolov5n.pt'), out, report: () => undefined });
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('detectory-import-'));

describe(exportCheckpoint, () => {
  it('puts the model onto S3, over none that is there, and leaves nothing here', async () => {
    const before = left();
    const model = 's3://photos/models/garden/model.tar.gz';
    expect(await exportTo('s3://photos/models/garden/')).toMatchObject({ model });
    const names: string[] = [];
    await writeFile(join(world.folder, 'fetched'), await createStorage().readBytes(model));
    await list({ file: join(world.folder, 'fetched'), onReadEntry: ({ path }) => void names.push(path) });
    expect(names).toEqual(['best.pt', 'model.onnx']);
    await expect(exportTo('s3://photos/models/garden')).rejects.toThrow(`${model} exists already. Pass another --out`);
    expect(left()).toEqual(before);
  });

  it('exports nothing for a bucket that is not there, and nothing with a dataset that is on S3', async () => {
    vi.mocked(exportModel).mockClear();
    await expect(exportTo('s3://nowhere/models')).rejects.toThrow(/there is no bucket nowhere/);
    const request = { source: 'gone.pt', out: join(world.folder, 'out'), data: 's3://photos/set', report: vi.fn() };
    await expect(exportCheckpoint(request)).rejects.toThrow(/aws s3 cp --recursive s3:\/\/photos\/set set$/);
    expect(exportModel).not.toHaveBeenCalled();
  });
});
