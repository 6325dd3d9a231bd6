import { describe, expect, it } from 'vitest';
import type { EpochEvent } from '../engine/engine-event.js';
import { formatMetricLine } from './format-metric-line.js';

const losses = { box_loss: 0.04123456789, obj_loss: 1e-7, cls_loss: null };
const epoch: EpochEvent = {
  event: 'epoch',
  epoch: 2,
  train: losses,
  val: { ...losses, precision: 0.5, recall: 0.25, mAP50: 0.513, mAP50_95: 0.25 },
  best: true,
  seconds: 4,
};

describe(formatMetricLine, () => {
  it('Metrics: writes one line an epoch, counted from 1', () => {
    expect(formatMetricLine(epoch)).toMatch(
      /^\[detectory\] epoch=3; train\/box_loss=0.0412346; train\/obj_loss=1e-7; train\/cls_loss=nan;.*val\/mAP50=0.513;/,
    );
  });
});
