import { describe, expect, it } from 'vitest';
import { createStopSchedule } from './create-stop-schedule.js';

function createClock() {
  let nowMs = 1_000;
  const timers: { atMs: number; callback: () => void }[] = [];
  return {
    now: () => nowMs,
    schedule: (callback: () => void, ms: number) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    pass(ms: number) {
      nowMs += ms;
      for (const timer of [...timers]) if (timer.atMs <= nowMs) timer.callback();
    },
    pending: () => timers.length,
  };
}

const stateOf = (stop: ReturnType<typeof createStopSchedule>) =>
  [stop.hurry, stop.endTraining, stop.leaveCheckpoints, stop.force].map((signal) => signal.aborted);

describe(createStopSchedule, () => {
  it('Stop: 40 s for the epoch, 60 s for training, 70 s for checkpoints, 90 s for all of it, of the 120 s that SageMaker gives', () => {
    const clock = createClock();
    const request = new AbortController();
    const stop = createStopSchedule(request.signal, undefined, clock);
    clock.pass(500_000);
    expect(stop.remainingMs()).toBe(Number.POSITIVE_INFINITY);
    request.abort();
    const seen = [39_999, 1, 20_000, 10_000, 20_000].map((ms) => {
      clock.pass(ms);
      return stateOf(stop);
    });
    expect(seen).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
      [true, true, true, true],
    ]);
    expect(stop.remainingMs()).toBeLessThanOrEqual(0);
  });

  it('counts from the start when it was asked to stop before', () => {
    const clock = createClock();
    const stop = createStopSchedule(AbortSignal.abort(), 12_000, clock);
    expect(stop.remainingMs()).toBe(9_000);
    clock.pass(4_000);
    expect(stateOf(stop)).toEqual([true, false, false, false]);
  });

  it('forgets everything when it is closed', () => {
    const clock = createClock();
    const request = new AbortController();
    const stop = createStopSchedule(request.signal, undefined, clock);
    request.abort();
    stop.close();
    expect(clock.pending()).toBe(0);
  });
});
