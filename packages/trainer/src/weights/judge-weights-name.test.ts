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

  it.each(['yolov8n.pt', 'yolo11s.pt', 'yolov5nu.pt', 'yolov10b.pt'])(
    'tells that %s is no weights of YOLOv5',
    (name) => {
      expect(judgeWeightsName(name, 'yolov5')).toMatch(/of Ultralytics; add --engine ultralytics, or/);
      expect(judgeWeightsName(name, 'ultralytics')).toBeUndefined();
      expect(judgeWeightsName(name), 'either engine').toBeUndefined();
    },
  );

  it.each(['yolov5s.pt', 'yolov5x6.pt'])('tells that %s is no weights of Ultralytics', (name) => {
    expect(judgeWeightsName(name, 'ultralytics')).toMatch(/of YOLOv5; leave --engine out, or/);
    expect(judgeWeightsName(name, 'yolov5')).toBeUndefined();
  });
});
