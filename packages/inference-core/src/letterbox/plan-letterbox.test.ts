import { describe, expect, it } from 'vitest';
import { planLetterbox, roundHalfToEven } from './plan-letterbox.js';

describe(planLetterbox, () => {
  it('centres a wide image between grey bars, the odd pixel below', () => {
    const plan = planLetterbox({ widthPx: 640, heightPx: 427 }, { widthPx: 640, heightPx: 640 });
    expect(plan).toMatchObject({ scaled: { widthPx: 640, heightPx: 427 }, leftPx: 0, topPx: 106 });
  });

  it('enlarges small images too', () => {
    const plan = planLetterbox({ widthPx: 100, heightPx: 50 }, { widthPx: 640, heightPx: 640 });
    expect(plan).toMatchObject({ scaled: { widthPx: 640, heightPx: 320 }, topPx: 160 });
  });

  it('keeps at least one pixel of a very flat image', () => {
    expect(planLetterbox({ widthPx: 30_000, heightPx: 1 }, { widthPx: 640, heightPx: 640 }).scaled.heightPx).toBe(1);
  });
});

describe(roundHalfToEven, () => {
  it('rounds as Python does', () => {
    expect([0.5, 1.5, 2.5, -0.1, 2.4, 2.6].map(roundHalfToEven)).toEqual([0, 2, 2, 0, 2, 3]);
  });
});
