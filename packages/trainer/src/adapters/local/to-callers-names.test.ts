import { describe, expect, it } from 'vitest';
import { toPartialRun } from './run-folder.js';
import { toCallersNames } from './to-callers-names.js';

const run = toPartialRun('/r/garden.partial-1');
const names = { channels: { training: 's3://bucket/garden/', checkpoint: '/r/old/checkpoints' }, checkpoints: '/kept' };

describe(toCallersNames, () => {
  it.each(['/r/garden.partial-1/ml', '/opt/ml'])('names what a program sees below %s as its caller does', (root) => {
    const text = `${root}/input/data/checkpoint/slot-a, ${root}/input/data/training/data.yaml, ${root}/checkpoints.`;
    const named = '/r/old/checkpoints/slot-a, s3://bucket/garden/data.yaml, /kept.';
    expect(toCallersNames(text, run, names)).toBe(named);
  });

  it.each([
    ['/opt/ml/input/data/training/a.jpg', '/data/new/a.jpg'],
    ['/opt/ml/input/data/train.v2/a.jpg', '/data/v2/a.jpg'],
    ['/opt/ml/input/data/train: no photos.', '/data/$&/old: no photos.'],
    ['/opt/ml/input/data/train-2/a.jpg', '/opt/ml/input/data/train-2/a.jpg'],
    ['/home/me/opt/ml/checkpoints', '/home/me/opt/ml/checkpoints'],
  ])('takes no path for another that begins or ends alike: %s', (text, named) => {
    const channels = { train: '/data/$&/old', training: '/data/new', 'train.v2': '/data/v2' };
    expect(toCallersNames(text, run, { ...names, channels })).toBe(named);
  });
});
