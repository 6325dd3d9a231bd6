import { describe, expect, it } from 'vitest';
import { judgeCfgOfWeights } from './judge-cfg-of-weights.js';

describe(judgeCfgOfWeights, () => {
  it.each([
    ['yolov5n.pt', 'yolov5s'],
    ['yolov5l6.pt', 'yolov5x6.yaml'],
    ['yolov8n.pt', 'yolov8m'],
  ])('knows that %s is of another network than %s, and says what to do', (weights, cfg) => {
    expect(judgeCfgOfWeights({ weights, cfg })).toMatch(/from scratch\. Leave --cfg out .*--weights none\.$/);
  });

  it.each([
    ['yolov5s.pt', undefined],
    ['yolov5s.pt', 'yolov5s'],
    ['yolov5s.pt', 'yolov5s-ghost'],
    ['yolo11m.pt', 'yolo11l'],
    ['none', 'yolov5s'],
    ['garden.pt', 'yolov5s'],
    ['yolov5s.pt', './yolov5n.yaml'],
  ])('has nothing against %s with %s, of which only a training can tell', (weights, cfg) => {
    expect(judgeCfgOfWeights({ weights, ...(cfg === undefined ? {} : { cfg }) })).toBeUndefined();
  });
});
