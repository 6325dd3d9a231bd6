import { describe, expect, it } from 'vitest';
import { toTrainArgs } from './parse-train-args.js';

describe(toTrainArgs, () => {
  it('translates the keys of published recipes and moves their paths to where /opt/ml lies', () => {
    const values = {
      FP_DATA: '/opt/ml/input/data/cfg/tools.yaml',
      FP_YOLO: '/opt/ml/input/data/cfg/yolov5s.yaml',
      FP_HYP: '/opt/ml/input/data/cfg/hyp.finetune.yaml',
      FP_WEIGHT: '/opt/ml/input/data/weights/yolov5s.pt',
      NAME: 'tools',
      IMG_SIZE: '640',
      EPOCHS: '50',
      BATCH: '16',
    };
    expect(Object.fromEntries(toTrainArgs(values, '/run/ml'))).toEqual({
      'data-yaml': '/run/ml/input/data/cfg/tools.yaml',
      cfg: '/run/ml/input/data/cfg/yolov5s.yaml',
      hyp: '/run/ml/input/data/cfg/hyp.finetune.yaml',
      weights: '/run/ml/input/data/weights/yolov5s.pt',
      imgsz: '640',
      epochs: '50',
      'batch-size': '16',
    });
  });

  it('leaves other keys to the option table', () => {
    expect([...toTrainArgs({ lr0: 0.01, cos_lr: true }, '/opt/ml')]).toEqual([
      ['lr0', 0.01],
      ['cos_lr', true],
    ]);
  });
});
