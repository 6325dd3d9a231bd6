import type { BalanceMeasures } from '@detectory/dataset';
import { describe, expect, it } from 'vitest';
import { formatBalance } from './format-balance.js';

const measures = (times: number): BalanceMeasures => ({
  images: 30 * times,
  boxes: 60 * times,
  boxesPerClass: [50 * times, 10 * times],
  imagesPerClass: [30 * times, 10 * times],
  maxMinRatio: 5 * times,
  meanImbalanceRatio: 3 * times,
  imbalanceVariation: 0.25 * times,
  evenness: 0.4 * times,
  targetDeviation: {
    mean: 0.3 * times,
    worstUnder: { className: 'saw', deviation: -0.125 * times },
    worstOver: { className: 'drill', deviation: 0.5 * times },
  },
});

describe(formatBalance, () => {
  it('prints every measure before and after balancing, and how many images are kept', () => {
    const balance = { cost: 0.5, bound: 0.4, gap: 0.2, targets: [20, 10], coOccurrence: [] };
    const summary = { balance, measures: { before: measures(2), after: measures(1), imagesKept: 0.5 } };
    const [table = ''] = formatBalance(summary, { balance: 'equal' });
    const [, , ...rows] = table.split('\n');
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['most to least frequent class', '10', '5.00'],
      ['mean imbalance (MeanIR)', '6.00', '3.00'],
      ['its variation (CVIR)', '0.50', '0.25'],
      ['evenness (1: all alike)', '0.80', '0.40'],
      ['mean distance to the target', '60.0%', '30.0%'],
      ['furthest below', 'saw -25.0%', 'saw -12.5%'],
      ['furthest above', 'drill +100.0%', 'drill +50.0%'],
      ['images kept', '50.0%'],
    ]);
  });
});
