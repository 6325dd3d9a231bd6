import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeSpread } from './spread/judge-spread.js';
import { readSpread, type SpreadEpoch } from './spread/recorded-spread.js';

// What resumed-spread.soak.test.ts recorded of real runs, judged as it judges them.
const recorded = readSpread();
const { whole, resumed } = recorded;
const judgeResumed = (epochs: readonly SpreadEpoch[]): readonly string[] =>
  judgeSpread({ whole, resumed: { ...resumed, epochs } }).faults;
const lastKill = resumed.killedIn.at(-1) ?? 0;
/** From the last kill on, what epochs from `first` on leave, though they are counted on. */
const goOnWith = (epochs: readonly SpreadEpoch[], first: number): SpreadEpoch[] =>
  resumed.epochs.map((own) => {
    const other = epochs[first + own.epoch - lastKill];
    return own.epoch < lastKill || !other ? own : { ...other, epoch: own.epoch };
  });

describe(judgeSpread, () => {
  it('Checkpoints: finds the recorded run that was killed three times within the spread of five whole ones', () => {
    expect(resumed.killedIn).toHaveLength(3);
    expect(new Set([...whole, resumed].map(({ seed }) => seed)).size).toBe(6);
    expect(judgeSpread(recorded).faults).toEqual([]);
  });

  it.each([...whole, resumed])('finds a run that began anew at its last start, as the run of seed $seed', (run) => {
    expect(judgeResumed(goOnWith(run.epochs, 0))).toContainEqual(
      expect.stringMatching(new RegExp(`^its step into epoch ${lastKill} is 0\\.00[12]\\d+, not within`)),
    );
  });

  it('finds a run that went on from weights of six epochs before', () => {
    expect(judgeResumed(goOnWith(resumed.epochs, lastKill - 6))).toContainEqual(
      expect.stringMatching(`its step into epoch ${lastKill} is`),
    );
  });

  it('finds an end that no sixth run would have', () => {
    const last = resumed.epochs.map((epoch) => (epoch.epoch > lastKill ? { ...epoch, valLoss: 0.08 } : epoch));
    expect(judgeResumed(last)).toEqual([expect.stringMatching(/^the resumed run ended at 0\.0[78]\d+, not within/)]);
  });

  it('finds epochs that are lost, or were trained twice', () => {
    const isFound = expect.stringMatching(/^the run of seed 6 has the epochs 0, 1/) as string;
    expect(judgeResumed(resumed.epochs.filter(({ epoch }) => epoch !== 12))).toContainEqual(isFound);
    expect(judgeResumed(resumed.epochs.flatMap((one) => (one.epoch === 12 ? [one, one] : [one])))).toContainEqual(
      isFound,
    );
  });

  it('finds a loss that is no number', () => {
    expect(judgeResumed(resumed.epochs.map((epoch) => ({ ...epoch, valLoss: null })))).toHaveLength(4);
  });

  it('has its figures in docs/train/never-lose-work.md', () => {
    const file = fileURLToPath(new URL('../../../docs/train/never-lose-work.md', import.meta.url));
    const page = readFileSync(file, 'utf8');
    const { end, ...judged } = judgeSpread(recorded);
    for (const figure of [...judged.whole, judged.resumed, end.low, end.high])
      expect(page).toContain(figure.toFixed(4));
  });
});
