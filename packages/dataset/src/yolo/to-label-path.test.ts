import { describe, expect, it } from 'vitest';
import { toLabelPath } from './to-label-path.js';

describe(toLabelPath, () => {
  it.each([
    ['images/train/a.jpg', 'labels/train/a.txt'],
    ['/x/images/images/na.me.v1.png', '/x/images/labels/na.me.v1.txt'],
    ['s3://b/images/a', 's3://b/labels/a.txt'],
    ['obj_train_data/a.b/c.jpg', 'obj_train_data/a.b/c.txt'],
    ['myimages/a.jpg', 'myimages/a.txt'],
  ])('finds the labels of %s as YOLOv5 does', (image, label) => {
    expect(toLabelPath(image)).toBe(label);
  });
});
