import { describe, expect, it } from 'vitest';
import { sampleOptions } from '../../testing/sample-checkpoint.js';
import { toHeldOptions } from './to-held-options.js';

const channels = '/runs/garden.partial-7/ml/input/data';
const hold = (given: { weights: string; cfg: string; hyp: string }) =>
  toHeldOptions(sampleOptions(given), given.hyp, {}, channels);

describe(toHeldOptions, () => {
  it("tells files of channels by their bare names, whose folders are gone or a container's later", () => {
    const [weights, cfg, hyp] = ['weights/mine.pt', 'config/cfg/net.yaml', 'config/hyp/mine.yaml'].map(
      (name) => `${channels}/${name}`,
    ) as [string, string, string];
    expect(hold({ weights, cfg, hyp })).toMatchObject({ weights: 'mine.pt', cfg: 'net.yaml', hyp: 'mine.yaml' });
  });

  it('leaves other names and paths as they were given', () => {
    const given = { weights: 'none', cfg: 'yolov5s', hyp: '/opt/hyps/mine.yaml' };
    expect(hold(given)).toMatchObject(given);
  });
});
