import { describe, expect, it } from 'vitest';
import type { EpochEvent } from '../engine/engine-event.js';
import { createLossWatch } from './create-loss-watch.js';

const epoch = (number: number, box: number | null): EpochEvent => ({
  event: 'epoch',
  epoch: number,
  train: { box_loss: box, obj_loss: 1, cls_loss: 0 },
  val: { box_loss: 1, obj_loss: 1, cls_loss: 0, precision: 0, recall: 0, mAP50: 0, mAP50_95: 0 },
  best: false,
  seconds: 1,
});

describe(createLossWatch, () => {
  it('ends a training at its second epoch in a row without a number, and names the first', () => {
    const watch = createLossWatch();
    expect(watch.add(epoch(0, 0.5))).toBeUndefined();
    expect(watch.add(epoch(1, null))).toBeUndefined();
    expect(watch.add(epoch(2, null))?.message).toMatch(/not a number since epoch 2.*lower lr0/);
  });

  it('lets an epoch pass that mixed precision recovers from', () => {
    const watch = createLossWatch();
    watch.add(epoch(0, null));
    expect(watch.add(epoch(1, 0.5))).toBeUndefined();
    expect(watch.add(epoch(2, null))).toBeUndefined();
    expect(watch.add(epoch(3, 0.4))).toBeUndefined();
    expect(watch.end()).toBeUndefined();
  });

  it('fails a training whose last epoch had no number', () => {
    const watch = createLossWatch();
    watch.add(epoch(0, null));
    expect(watch.end()?.message).toMatch(/since epoch 1/);
  });
});
