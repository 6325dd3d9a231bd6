import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toRecordedEpoch } from '../report/to-recorded-epoch.js';
import { appendEpoch, readEpochs } from './epoch-log.js';

const losses = { box_loss: 0.1, obj_loss: 0.2, cls_loss: null };
const recorded = (epoch: number, seconds: number) =>
  toRecordedEpoch({
    event: 'epoch',
    epoch: epoch - 1,
    train: losses,
    val: { ...losses, precision: 0.5, recall: 0.5, mAP50: 0.5, mAP50_95: 0.3 },
    best: false,
    seconds,
  });

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'detectory-epochs-'))));
afterEach(() => rm(folder, { recursive: true }));

describe(readEpochs, () => {
  it('gives back what was appended, in order', async () => {
    const file = join(folder, 'output', 'epochs.jsonl');
    appendEpoch(file, recorded(1, 3));
    appendEpoch(file, recorded(2, 4));
    expect(await readEpochs(file)).toEqual([recorded(1, 3), recorded(2, 4)]);
  });

  it('takes an epoch that was trained twice as it was the second time, and no line that a kill cut off', async () => {
    const file = join(folder, 'epochs.jsonl');
    for (const [epoch, seconds] of [
      [1, 3],
      [2, 4],
      [2, 9],
    ] as const)
      appendEpoch(file, recorded(epoch, seconds));
    await appendFile(file, '{"epoch":3,"tra');
    expect((await readEpochs(file)).map(({ epoch, seconds }) => [epoch, seconds])).toEqual([
      [1, 3],
      [2, 9],
    ]);
  });

  it('finds no epochs where there is no log', async () => {
    expect(await readEpochs(join(folder, 'none.jsonl'))).toEqual([]);
  });
});
