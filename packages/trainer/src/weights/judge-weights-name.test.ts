import { describe, expect, it } from 'vitest';
import { judgeWeightsName } from './judge-weights-name.js';

describe(judgeWeightsName, () => {
  it.each([
    ['yolov5s-seg.pt', /segmentation model; give a detection checkpoint: yolov5s\.pt/],
    ['yolov5x6-cls.pt', /classification model; give .* yolov5x6\.pt/],
    ['yolo11n-pose.pt', /pose model; give .* yolo11n\.pt/],
    ['yolov8m-obb.pt', /oriented boxes; give .* yolov8m\.pt/],
  ])('knows what %s is', (name, text) => {
    expect(judgeWeightsName(name)).toMatch(text);
  });

  it.each(['yolov5s.pt', 'none', 'garden-seg.pt', './yolov5s-seg.pt', 's3://bucket/yolov5s-seg.pt'])(
    'has nothing against %s, which may be anything',
    (name) => {
      expect(judgeWeightsName(name)).toBeUndefined();
    },
  );
});
