import { describe, expect, it } from 'vitest';
import { unreachable } from '../answer/problem.js';
import { done } from '../testing/make-state.js';
import { createFrameRate } from './frame-rate.js';
import { runLive } from './run-live.js';

describe(createFrameRate, () => {
  it('is the rate over the latest frames', () => {
    const { count } = createFrameRate(3);
    expect([0, 100, 200, 250, 300].map(count)).toEqual([0, 10, 10, expect.closeTo(13.33, 1), 20]);
  });
});

describe(runLive, () => {
  it('grabs no frame before the last one is answered and shown, and pauses after a failure', async () => {
    const log: string[] = [];
    let frames = 0;
    let atMs = 0;
    await runLive({
      grab: async () => {
        if (frames === 3) return undefined;
        log.push(`grab ${++frames}`);
        return frames;
      },
      detect: async (frame) => {
        await Promise.resolve();
        log.push(`answered ${frame}`);
        return [frame === 2 ? { kind: 'failed', problem: unreachable('http://host') } : done()];
      },
      show: (frame, _, rate) => log.push(`show ${frame} at ${rate}`),
      now: () => (atMs += 100),
      wait: async (ms) => void log.push(`wait ${ms}`),
    });
    expect(log).toEqual([
      ...['grab 1', 'answered 1', 'show 1 at 0'],
      ...['grab 2', 'answered 2', 'show 2 at 10', 'wait 1000'],
      ...['grab 3', 'answered 3', 'show 3 at 10'],
    ]);
  });
});
