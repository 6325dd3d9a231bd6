import { describe, expect, it } from 'vitest';
import { type Outcome, judgeWatch, knowTruth } from './curves/judge-watch.js';
import { readCurves, type RecordedCurve } from './curves/read-curves.js';
import { createRandom, cut, resample } from './curves/sample-curves.js';

const recorded = readCurves();
/** The rule's constants were first chosen on every other run; the others tell whether they fit those alone. */
const sets = { others: recorded.filter((_, i) => i % 2 === 1), all: recorded };

const samplesOfEach = 10;
const cuts = [1, 0.8, 0.6];
const leastEpochs = 20;

/** Each recorded curve as it is and with its noise reordered, whole and cut shorter. */
function sample(curves: readonly RecordedCurve[]): Outcome[] {
  const random = createRandom(7);
  return curves.flatMap((curve) => {
    const variants = [curve, ...Array.from({ length: samplesOfEach }, () => resample(curve, random))];
    return variants
      .flatMap((variant) => cuts.map((share) => cut(variant, share)))
      .filter(({ epochs }) => epochs.length >= leastEpochs)
      .map((seen) => judgeWatch(seen, curve));
  });
}

function summarise(outcomes: readonly Outcome[]) {
  const over = outcomes.filter(({ truth }) => truth.isOverFitting);
  const caught = over.filter(({ isCaught }) => isCaught).length;
  const falseAlarms = outcomes.filter(({ isFalseAlarm }) => isFalseAlarm).length;
  return {
    curves: outcomes.length,
    overFitting: over.length,
    caught: caught / over.length,
    falseAlarms: falseAlarms / outcomes.length,
  };
}

describe('the over-fit watch on recorded real runs', () => {
  it('has runs of both kinds to be judged on', () => {
    const over = recorded.filter((curve) => knowTruth(curve).isOverFitting);
    expect(over.length).toBeGreaterThanOrEqual(6);
    expect(recorded.length - over.length).toBeGreaterThanOrEqual(20);
  });

  it.each(['others', 'all'] as const)('catches 95 of 100 in time and stops fewer than 2 too early: %s', (set) => {
    const result = summarise(sample(sets[set]));
    expect(result.overFitting).toBeGreaterThan(50);
    expect(result.caught).toBeGreaterThanOrEqual(0.95);
    expect(result.falseAlarms).toBeLessThan(0.02);
  });

  it('tells more than the rule of levels, which calls runs over-fitting that are not', () => {
    const healthy = recorded.filter((curve) => !knowTruth(curve).isOverFitting);
    const byTrends = healthy.filter((curve) => judgeWatch(curve).stop !== undefined).length / healthy.length;
    const byLevels = healthy.filter((curve) => judgeWatch(curve).levelsAtEnd).length / healthy.length;
    expect(byTrends).toBeLessThan(0.1);
    expect(byLevels).toBeGreaterThan(byTrends);
  });
});
