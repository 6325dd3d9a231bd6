import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { image, useLaunchWorld } from './launch-world.js';

const world = useLaunchWorld();
const { launch } = world;
const goOn = (...flags: string[]): Promise<number> =>
  launch('train', '--data', 'garden', '--continue', 'runs/old', '--epochs', '9', '--dry-run', ...flags);
const answer = (): unknown => JSON.parse(world.printed());

/** A finished run that was asked for so. */
async function leaveRun(hyperparameters: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join('runs', 'old', 'checkpoints'), { recursive: true });
  await writeFile(join('runs', 'old', 'run-request.json'), JSON.stringify({ data: 'garden', hyperparameters }));
}

describe('detectory-launch train --continue', () => {
  it("goes on with the run's own options under the flags, and looks for no weights", async () => {
    await leaveRun({ weights: './gone.pt', optimizer: 'Adam', imgsz: '320', epochs: '3', 'stop-on-overfit': 'True' });
    expect([await goOn('--imgsz', '64', '--no-stop-on-overfit'), world.said()]).toEqual([0, '']);
    const options = { weights: 'none', preset: 'finetune', optimizer: 'Adam', imgsz: 64, epochs: 9 };
    expect(answer()).toMatchObject({
      options: { ...options, 'stop-on-overfit': false, 'continue-from': 'checkpoint' },
    });
  });

  it('needs no weights on SageMaker either, and brings the checkpoints there', async () => {
    await leaveRun({ weights: './gone.pt', cfg: 'yolov5n' });
    await writeFile(join('runs', 'old', 'checkpoints', 'x'), 'x');
    const place = ['--upload', 's3://bucket/up', '--role', 'arn:aws:iam::123456789012:role/Trainer', '--image', image];
    expect([await goOn('--on', 'sagemaker', ...place), world.said()]).toEqual([0, expect.stringContaining('Estimate')]);
    expect(answer()).toMatchObject({
      request: {
        HyperParameters: { weights: 'none', preset: 'finetune', cfg: 'yolov5n', epochs: '9' },
        InputDataConfig: [{ ChannelName: 'training' }, { ChannelName: 'checkpoint' }],
      },
    });
  });

  it('finds a run by its bare name, in --out', async () => {
    await leaveRun({ weights: 'none', imgsz: '320' });
    expect([await launch('train', '--data', 'garden', '--continue', 'old', '--dry-run'), world.said()]).toEqual([
      0,
      '',
    ]);
    expect(answer()).toMatchObject({
      continue: { run: 'runs/old' },
      options: { imgsz: 320, 'continue-from': 'checkpoint' },
    });
  });

  it.each([[['--dry-run']], [['--on', 'sagemaker']]])(
    'refuses before any work what the run would refuse to go on with: %j',
    async (flags) => {
      await leaveRun({ weights: 'none' });
      const state = { formatVersion: 1, engine: 'yolov5', epoch: 8, bestEpoch: 0, bestFitness: 0.1 };
      const files = { 'last.pt': '0', 'best.pt': '0' };
      const slot = join('runs', 'old', 'checkpoints', 'slot-a');
      await mkdir(slot);
      const content = { ...state, datasetSha256: 'd', classNames: ['drill'], options: { optimizer: 'SGD' }, files };
      await writeFile(join(slot, 'state.json'), JSON.stringify(content));
      expect(await launch('train', '--data', 'garden', '--continue', 'runs/old', '--epochs', '9', ...flags)).toBe(2);
      expect(world.said()).toMatch(
        /^error: runs\/old has been trained for 9 epochs already and epochs is 9\. Pass --epochs/,
      );
      expect(world.asked).toEqual([]);
    },
  );

  it('says that weights are not used', async () => {
    await leaveRun({ weights: 'none' });
    expect(await goOn('--weights', 'yolov5s.pt')).toBe(0);
    expect(world.said()).toMatch(/--weights yolov5s\.pt is not used/);
  });

  it("asks for a file of the run's that is not here", async () => {
    await leaveRun({ weights: 'none', cfg: '/opt/ml/input/data/cfg-file/mine.yaml' });
    expect(await goOn()).toBe(2);
    expect(world.said()).toMatch(/mine\.yaml, which is not here: pass --cfg again/);
  });
});
