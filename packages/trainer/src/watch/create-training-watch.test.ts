import { describe, expect, it } from 'vitest';
import { createTrainingWatch } from './create-training-watch.js';
import type { WatchedEpoch } from './curves.js';
import type { WatchState } from './watch-state.js';

interface Shape {
  readonly train: (epoch: number) => number;
  readonly val: (epoch: number) => number;
  readonly mAP50?: number;
}

/** An epoch of the given totals, with a wobble of a thousandth. */
function toEpoch({ train, val, mAP50 = 0.5 }: Shape, epoch: number): WatchedEpoch {
  const split = (total: number) => ({ box_loss: total * 0.5, obj_loss: total * 0.3, cls_loss: total * 0.2 });
  const wobble = 1 + 0.001 * Math.sin(epoch * 2.7);
  return {
    epoch,
    train: split(train(epoch) * wobble),
    val: { ...split(val(epoch) * wobble), mAP50, mAP50_95: mAP50 / 2 },
    seconds: 10,
  };
}

function watch(shape: Shape, epochs: number, stopsOnOverfit = false): WatchState[] {
  const one = createTrainingWatch({ epochs, stopsOnOverfit });
  return Array.from({ length: epochs }, (_, i) => one.add(toEpoch(shape, i + 1)));
}

const falling = (epoch: number) => 0.05 + 0.1 * Math.exp(-epoch / 20);
const turning = (epoch: number) => (epoch < 20 ? falling(epoch) : falling(20) + 0.002 * (epoch - 20));

describe(createTrainingWatch, () => {
  it('finds a run improving whose validation loss still falls at its last epoch', () => {
    const last = watch({ train: falling, val: (epoch) => 1.2 * falling(epoch) }, 30).at(-1)!;
    expect(last.verdict).toBe('improving');
    expect(last.reason).toMatch(/validation loss fell by \d+\.\d%/);
    expect(last.since).toBeUndefined();
  });

  it('finds a run over-fitting since the epoch after its lowest validation loss, with figures', () => {
    const states = watch({ train: falling, val: turning }, 60);
    const last = states.at(-1)!;
    expect(last.verdict).toBe('over-fitting');
    expect(Math.abs(last.since! - 21)).toBeLessThanOrEqual(2);
    expect(last.reason).toMatch(/\d/);
    const first = states.find(({ verdict }) => verdict === 'over-fitting')!;
    expect(first.epoch).toBeLessThanOrEqual(27);
    expect(states.slice(0, 19).every(({ verdict }) => verdict === 'improving' || verdict === 'under-fitting')).toBe(
      true,
    );
  });

  it('finds a plateau where the validation loss rests', () => {
    const last = watch({ train: falling, val: (epoch) => Math.max(0.08, falling(epoch)) }, 60).at(-1)!;
    expect(last.verdict).toBe('plateau');
    expect(last.reason).toContain('Longer training changes little');
  });

  it('finds a run under-fitting whose losses have hardly come down', () => {
    const flat = (epoch: number) => 0.15 - 0.00001 * epoch;
    expect(watch({ train: flat, val: flat, mAP50: 0.01 }, 40).at(-1)!.verdict).toBe('under-fitting');
    expect(watch({ train: flat, val: flat, mAP50: 0.6 }, 40).at(-1)!.verdict).toBe('plateau');
  });

  it('calls two epochs too few to judge', () => {
    const [, second] = watch({ train: falling, val: falling }, 2);
    expect(second).toMatchObject({
      verdict: 'under-fitting',
      reason: '2 epochs are too few to judge by.',
      shouldStop: false,
    });
  });

  it('asks for a stop only where it was to, once for all, and not where the epoch under way is the last', () => {
    const shape = { train: falling, val: turning };
    expect(watch(shape, 60).some(({ shouldStop }) => shouldStop)).toBe(false);
    const states = watch(shape, 60, true);
    const first = states.findIndex(({ shouldStop }) => shouldStop);
    expect(states.slice(first).every(({ shouldStop }) => shouldStop)).toBe(true);
    const canSave = [1, 2, 3].map((more) => watch(shape, first + more, true).at(-1)!.shouldStop);
    expect(canSave).toEqual([false, false, true]);
  });

  it('does not call it over-fitting when the training loss rises too: that is divergence', () => {
    const rising = (epoch: number) => (epoch < 20 ? falling(epoch) : falling(20) + 0.004 * (epoch - 20));
    expect(watch({ train: rising, val: turning }, 60).some(({ verdict }) => verdict === 'over-fitting')).toBe(false);
  });

  it('shows the rule of levels beside it, which says yes from the start where validation loss is higher', () => {
    const states = watch({ train: falling, val: (epoch) => 1.2 * falling(epoch) }, 30);
    expect(states.every(({ rules }) => rules.levels.isOver)).toBe(true);
    expect(states.at(-1)!.rules.levels).toMatchObject({ since: 1, components: ['box_loss', 'obj_loss', 'cls_loss'] });
    expect(states.some(({ rules }) => rules.trend.isOverFitting)).toBe(false);
  });

  it('goes on over epochs whose losses are no numbers', () => {
    const one = createTrainingWatch({ epochs: 40, stopsOnOverfit: false });
    const broken = { box_loss: null, obj_loss: null, cls_loss: null };
    let state: WatchState | undefined;
    for (let epoch = 1; epoch <= 40; epoch++) {
      const sound = toEpoch({ train: falling, val: falling }, epoch);
      state = one.add(epoch % 5 === 0 ? { ...sound, train: broken, val: { ...sound.val, ...broken } } : sound);
    }
    expect(state!.verdict).toBe('improving');
  });

  it('says that losses were no numbers where nearly all were not', () => {
    const one = createTrainingWatch({ epochs: 5, stopsOnOverfit: false });
    const broken = { box_loss: null, obj_loss: null, cls_loss: null };
    const state = one.add({ epoch: 1, train: broken, val: { ...broken, mAP50: null, mAP50_95: null }, seconds: 1 });
    expect(state.reason).toContain('NaN');
  });
});
