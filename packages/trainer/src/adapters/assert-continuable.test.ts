import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCheckpoint, sampleOptions } from '../testing/sample-checkpoint.js';
import { assertContinuable } from './assert-continuable.js';

const record = '{"formatVersion":1}';
const datasetSha256 = createHash('sha256').update(record).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'detectory-continuable-'));
  await mkdir(join(folder, 'slot-b'));
  await write('slot-b/state.json', JSON.stringify(sampleCheckpoint(9, { datasetSha256 })));
  await write('data.yaml', 'train: images/train\nval: images/val\nnames: [hammer, drill]\n');
  await write('dataset.json', record);
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

const ask = (options: Record<string, string | number>): Promise<number | undefined> =>
  assertContinuable({ from: 'runs/garden-1', checkpoints: folder, data: folder, options: sampleOptions(options) });

describe(assertContinuable, () => {
  it('lets a run of the same dataset go on to more epochs', async () => {
    await expect(ask({ epochs: 20 })).resolves.toBe(10);
  });

  it('refuses epochs that are done', async () => {
    await expect(ask({ epochs: 10 })).rejects.toThrow(
      'runs/garden-1 has been trained for 10 epochs already and epochs is 10. Pass --epochs with more than 10.',
    );
  });

  it.each([
    ['another dataset', 'dataset.json', '{"formatVersion":1,"seed":1}', /runs\/garden-1 are of .*\(another dataset\)/],
    ['other classes', 'data.yaml', 'train: images\nnames: [drill]\n', /\(classes hammer, drill, now drill\)/],
  ])('refuses %s', async (_, name, text, message) => {
    await write(name, text);
    await expect(ask({ epochs: 20 })).rejects.toThrow(message);
  });

  it('refuses another network, but not the same by its full name', async () => {
    await write(
      'slot-b/state.json',
      JSON.stringify(sampleCheckpoint(9, { options: sampleOptions({ cfg: 'a/n.yaml' }) })),
    );
    await rm(join(folder, 'dataset.json'));
    await expect(ask({ epochs: 20, cfg: 'n' })).resolves.toBe(10);
    await expect(ask({ epochs: 20, cfg: 'yolov5s' })).rejects.toThrow(/\(cfg a\/n\.yaml, now yolov5s\)/);
  });

  it("knows a caller's file by the name that runs on this machine once gave it", async () => {
    const cfg = '/home/runs/garden.partial-7/ml/input/data/config/cfg-n.yaml';
    await write('slot-b/state.json', JSON.stringify(sampleCheckpoint(9, { options: sampleOptions({ cfg }) })));
    await rm(join(folder, 'dataset.json'));
    await expect(ask({ epochs: 20, cfg: './n.yaml' })).resolves.toBe(10);
  });

  it('leaves checkpoints that are damaged, and a folder that is no dataset, to the run', async () => {
    await rm(join(folder, 'data.yaml'));
    await expect(ask({ epochs: 5 })).resolves.toBeUndefined();
    await write('slot-b/state.json', 'cut o');
    await expect(ask({ epochs: 5 })).resolves.toBeUndefined();
  });
});
