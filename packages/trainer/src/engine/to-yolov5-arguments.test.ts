import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options/resolve-options.js';
import { toYolov5Arguments } from './to-yolov5-arguments.js';

const training = (options: Record<string, string | number>, weights: string | undefined) => ({
  options: resolveOptions(new Map(Object.entries(options))),
  data: '/run/data.yaml',
  weights,
  workFolder: '/run',
});

describe(toYolov5Arguments, () => {
  it('takes the architecture from the weights', () => {
    expect(toYolov5Arguments(training({ batch: 8 }, '/w/yolov5n.pt'), 2)).toMatchObject({
      weights: '/w/yolov5n.pt',
      cfg: '',
      batch_size: 8,
      workers: 2,
    });
  });

  it('names an architecture where it trains from scratch', () => {
    expect(toYolov5Arguments(training({}, undefined), 2)).toMatchObject({ weights: '', cfg: 'yolov5n.yaml' });
    expect(toYolov5Arguments(training({ cfg: 'yolov5m' }, undefined), 2)).toMatchObject({ cfg: 'yolov5m.yaml' });
  });

  it('leaves hyperparameters to YOLOv5 where none are given, and names shipped ones', () => {
    expect(toYolov5Arguments(training({}, '/w'), 2)).not.toHaveProperty('hyp');
    expect(toYolov5Arguments(training({ hyp: 'hyp.scratch-high' }, '/w'), 2)).toMatchObject({
      hyp: 'hyp.scratch-high.yaml',
    });
  });

  it('YOLOv5 resume: goes on with the checkpoint, the options of now, and random numbers of its own', () => {
    const resume = { checkpoint: '/c/slot-a', epoch: 4, bestEpoch: 2, bestFitness: 0.5 };
    const resumed = toYolov5Arguments({ ...training({ cfg: 'yolov5n', batch: 8, seed: 3 }, undefined), resume }, 2);
    expect(resumed).toMatchObject({
      weights: '/c/slot-a/last.pt',
      cfg: '',
      resume: true,
      batch_size: 8,
      seed: 8,
      data: '/run/data.yaml',
      project: '/run',
    });
    expect(toYolov5Arguments(training({}, '/w'), 2)).not.toHaveProperty('resume');
  });

  it('never asks for more than eight loaders by itself', () => {
    expect(toYolov5Arguments(training({}, '/w'), 96)).toMatchObject({ workers: 8 });
    expect(toYolov5Arguments(training({ workers: 12 }, '/w'), 96)).toMatchObject({ workers: 12 });
  });
});
