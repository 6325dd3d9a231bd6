import { describe, expect, it } from 'vitest';
import { judgeCheckpoint } from './judge-checkpoint.js';

const checkpoint = (classes: string) =>
  Buffer.from(
    `PK\u0003\u0004archive/data.pkl\u0080\u0002}q\u0000c${classes}\nq\u0001PK\u0005\u0006${'\0'.repeat(18)}`,
    'latin1',
  );
const judge = (bytes: Buffer, engine: string) => judgeCheckpoint({ head: bytes, end: bytes }, engine);

describe(judgeCheckpoint, () => {
  it.each([
    ['yolov5', 'models.yolo\nDetectionModel'],
    ['yolov5', 'models.yolo\nModel'],
    ['ultralytics', 'ultralytics.nn.tasks\nDetectionModel'],
  ])('finds no fault for %s with %j', (engine, classes) => {
    expect(judge(checkpoint(classes), engine)).toBeUndefined();
  });

  it.each([
    [
      'segmentation weights',
      checkpoint('models.yolo\nSegmentationModel'),
      /segmentation model; give a detection checkpoint/,
    ],
    ['classification weights', checkpoint('yolov5.models.yolo\nClassificationModel'), /classification model/],
    ['those of Ultralytics', checkpoint('ultralytics.nn.tasks\nSegmentationModel'), /segmentation model/],
    ['oriented boxes', checkpoint('ultralytics.nn.tasks\nOBBModel'), /OBB model/],
    ['weights of a later YOLO', checkpoint('ultralytics.nn.tasks\nDetectionModel'), /set engine to ultralytics/],
    ['a web page', Buffer.from('<!DOCTYPE html><title>404</title>'), /web page/],
    ['a pointer of Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /git lfs pull/],
    ['an ONNX file', Buffer.from([8, 7, 18, 7]), /no PyTorch checkpoint/],
    [
      'a file that was cut off',
      checkpoint('models.yolo\nDetectionModel').subarray(0, -22),
      /end is missing.*copy it again/,
    ],
    ['a state_dict', checkpoint('torch._utils\n_rebuild_tensor_v2'), /no model of YOLO.*give a best\.pt/],
    ['TorchScript', checkpoint('__torch__.models.yolo\nDetectionModel'), /no model of YOLO/],
    ['an empty file', Buffer.alloc(0), /empty/],
  ])('knows %s by their bytes', (_, bytes, message) => {
    expect(judge(bytes, 'yolov5')).toMatch(message);
  });

  it("sends YOLOv5's weights to its own engine", () => {
    expect(judge(checkpoint('models.yolo\nDetectionModel'), 'ultralytics')).toMatch(/set engine to yolov5/);
  });
});
