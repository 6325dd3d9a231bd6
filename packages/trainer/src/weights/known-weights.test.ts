import { describe, expect, it } from 'vitest';
import { architectures } from '../engine/architectures.js';
import { toReleaseUrl } from './known-weights.js';

const ultralytics = architectures['ultralytics'] ?? [];

describe(toReleaseUrl, () => {
  it.each([
    ...ultralytics.map((name) => `${name}.pt`),
    'yolov8n-seg.pt',
    'yolov5nu.pt',
    'yolov5x6u.pt',
    'yolov3-tinyu.pt',
  ])("finds %s among Ultralytics' releases", (name) => {
    expect(toReleaseUrl(name)).toMatch(/^https:\/\/github\.com\/ultralytics\/assets\/releases\/download\//);
  });

  it.each(['yolov5s.pt', 'yolov5x6.pt', 'yolov5s-seg.pt', 'garden.pt', 'yolo-garden.pt', 'yolov5-menu.pt'])(
    "looks for %s in YOLOv5's",
    (name) => {
      expect(toReleaseUrl(name)).toMatch(/^https:\/\/github\.com\/ultralytics\/yolov5\/releases\/download\//);
    },
  );
});
