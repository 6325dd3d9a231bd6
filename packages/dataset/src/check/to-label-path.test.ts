import { describe, expect, it } from 'vitest';
import { toLabelPath, toOtherLabelPaths } from './to-label-path.js';

describe(toLabelPath, () => {
  it.each([
    ['/set/images/train/a.jpg', '/set/labels/train/a.txt'],
    ['/set/images/train/na.me.v1.jpg', '/set/labels/train/na.me.v1.txt'],
    ['/images/set/images/train/a.jpg', '/images/set/labels/train/a.txt'],
    ['/set/images/train/images/a.jpg', '/set/images/train/labels/a.txt'],
    ['/set/train/a.jpg', '/set/train/a.txt'],
  ])('finds the label of %s where YOLOv5 does', (image, label) => {
    expect(toLabelPath(image)).toBe(label);
  });
});

describe(toOtherLabelPaths, () => {
  it('names where the label of a nested folder may lie instead', () => {
    expect(toOtherLabelPaths('/set/images/train/images/a.jpg')).toEqual(['/set/labels/train/images/a.txt']);
    expect(toOtherLabelPaths('/set/images/train/a.jpg')).toEqual([]);
  });
});
