import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../../control/progress-channel.js';
import { watchJob } from './watch-job.js';

/** A validation loss that falls for twenty epochs and then rises, while the training loss falls. */
function toEpoch(epoch: number): ProgressEvent {
  const fall = Math.exp(-epoch / 20);
  const loss = (total: number) => ({ box_loss: total / 2, obj_loss: total / 3, cls_loss: total / 6 });
  const figures = { precision: 0.5, recall: 0.5, mAP50: 0.5, mAP50_95: 0.25 };
  const val = { ...loss(epoch < 20 ? fall : Math.exp(-1) + 0.02 * (epoch - 20)), ...figures };
  return { event: 'epoch', epoch, train: loss(fall), val, best: false, seconds: 10 };
}

/** What is told of a job's epochs, from the first one that its log holds. */
function follow(first: number, more: Readonly<Record<string, string>> = {}): ProgressEvent[] {
  const told: ProgressEvent[] = [];
  const hyperparameters = { epochs: '100', 'stop-on-overfit': 'True', weights: 'none', ...more };
  const watch = watchJob(hyperparameters, (event) => told.push(event));
  for (let epoch = first; epoch < 80; epoch++) watch?.add(toEpoch(epoch));
  return told;
}

const saysStop = (told: readonly ProgressEvent[]): boolean =>
  told.some((event) => event.event === 'verdict' && event.shouldStop);

describe(watchJob, () => {
  it('says when a job stops that over-fits', () => {
    expect(saysStop(follow(0))).toBe(true);
  });

  it.each([
    ['from the checkpoints of an earlier job', 10, {}],
    ['where a finished run ended', 0, { 'continue-from': 'checkpoint' }],
  ])('leaves it to a job to say when it stops that goes on %s', (_, first, more) => {
    const told = follow(first, more);
    expect(told.length).toBe(80 - first);
    expect(saysStop(told)).toBe(false);
  });

  it('judges nothing where nothing is validated, or by options of another maker', () => {
    expect(watchJob({ noval: 'True' }, () => undefined)).toBeUndefined();
    expect(watchJob({ moon: 'full' }, () => undefined)).toBeUndefined();
  });
});
