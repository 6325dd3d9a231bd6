import { describe, expect, it } from 'vitest';
import { continueHyperparameters } from './continue-hyperparameters.js';
import { resolveOptions } from './resolve-options.js';

describe(continueHyperparameters, () => {
  it('takes over what the run was given, under what is given now', () => {
    const kept = { cfg: 'yolov5n', optimizer: 'Adam', imgsz: '320', epochs: '50', weights: 'none', freeze: '0,1' };
    expect(continueHyperparameters(kept, { epochs: '100', imgsz: '640' })).toEqual({
      ...kept,
      epochs: '100',
      imgsz: '640',
      preset: 'scratch',
    });
  });

  it('keeps the preset that followed from the weights, and needs no weights', () => {
    expect(continueHyperparameters({}, {})).toEqual({ weights: 'none', preset: 'finetune' });
    expect(continueHyperparameters({ weights: 'mine.pt' }, { weights: 'none' })).toMatchObject({ preset: 'finetune' });
  });

  it("keeps a hyp file as the run's base, unless a preset is asked for now", () => {
    const kept = { hyp: 'hyp.scratch-high', weights: 'none' };
    expect(continueHyperparameters(kept, {})).toEqual(kept);
    expect(continueHyperparameters(kept, { preset: 'scratch' })).toEqual({ weights: 'none', preset: 'scratch' });
  });

  it('leaves the options of a run as they were', () => {
    const kept = { weights: 'yolov5s.pt', preset: 'finetune-small', 'stop-on-overfit': 'True' };
    const before = resolveOptions(new Map(Object.entries(kept)));
    const now = resolveOptions(new Map(Object.entries(continueHyperparameters(kept, {}))));
    expect(now).toEqual({ ...before, weights: 'none' });
  });
});
