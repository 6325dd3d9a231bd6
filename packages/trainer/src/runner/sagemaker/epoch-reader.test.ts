import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochEvent } from '../../engine/engine-event.js';
import { formatMetricLine } from '../../metrics/format-metric-line.js';
import { createEpochReader } from './epoch-reader.js';
import { parseMetricLine } from './parse-metric-line.js';

const figure = fc.option(fc.double({ min: 0, max: 50, noNaN: true }).map((value) => Number(value.toPrecision(6))));
const engines = {
  yolov5: { box_loss: figure, obj_loss: figure, cls_loss: figure },
  ultralytics: { box_loss: figure, cls_loss: figure, dfl_loss: figure },
};
const epochsOf = (losses: Record<string, typeof figure>): fc.Arbitrary<EpochEvent> =>
  fc.record({
    event: fc.constant('epoch' as const),
    epoch: fc.nat(9999),
    train: fc.record(losses),
    val: fc.record({ ...losses, precision: figure, recall: figure, mAP50: figure, mAP50_95: figure }),
    best: fc.boolean(),
    seconds: fc.double({ min: 0, max: 1e4, noNaN: true }),
  });
const epochs = fc.oneof(...Object.values(engines).map(epochsOf));

const none = { box_loss: null, obj_loss: null, cls_loss: null };
const line = (epoch: number, mAP50_95: number) =>
  formatMetricLine({
    event: 'epoch',
    epoch,
    train: { ...none, box_loss: 1 },
    val: { ...none, precision: null, recall: null, mAP50: 0, mAP50_95 },
    best: false,
    seconds: 1,
  });

describe(parseMetricLine, () => {
  it('reads back every line that is written', () => {
    fc.assert(
      fc.property(epochs, (event) => {
        expect(parseMetricLine(formatMetricLine(event))).toEqual({
          epoch: event.epoch,
          train: event.train,
          val: event.val,
        });
      }),
    );
  });

  it.each(['', 'epoch=3', 'Epoch 3/50 box_loss 0.1', '[detectory] WARNING: no validation split'])(
    'takes no other line for an epoch: "%s"',
    (text) => {
      expect(parseMetricLine(text)).toBeUndefined();
    },
  );
});

describe(createEpochReader, () => {
  it('counts how long epochs took and which was best', () => {
    const read = createEpochReader();
    const told = [line(0, 0.1), line(1, 0.3), line(2, 0.2)].map((text, i) => read(text, i * 5000));
    expect(told.map((event) => [event?.seconds, event?.best])).toEqual([
      [0, true],
      [5, true],
      [5, false],
    ]);
  });

  it('leaves out epochs that a job prints again after an interruption', () => {
    const read = createEpochReader();
    expect([0, 1, 1, 0, 2].map((epoch) => read(line(epoch, 0), 0)?.epoch)).toEqual([0, 1, undefined, undefined, 2]);
  });
});
