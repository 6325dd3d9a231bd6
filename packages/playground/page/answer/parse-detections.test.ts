import { describe, expect, it } from 'vitest';
import { parseDetections } from './parse-detections.js';

const drill = { xmin: 1, ymin: 2, xmax: 3, ymax: 4, confidence: 0.5, class: 0, name: 'drill' };

describe(parseDetections, () => {
  it('reads the records and leaves what else they hold', () => {
    expect(parseDetections(JSON.stringify([{ ...drill, link: 'x' }]))).toEqual([drill]);
    expect(parseDetections('[]')).toEqual([]);
  });

  it.each([
    ['', 'nothing'],
    ['{"detections": []}', 'another shape'],
    ['[{"name": "drill"}]', 'a record without corners'],
    [JSON.stringify([{ ...drill, xmax: null }]), 'a corner that is no number'],
    ['[null]', 'no record'],
  ])('refuses %j: %s', (text) => {
    expect(parseDetections(text)).toBeUndefined();
  });
});
