import type { SplitMeasure, SplittingReport } from '@detectory/dataset';
import { describe, expect, it } from 'vitest';
import { formatSplitting } from './format-splitting.js';

const measure = (nearPairs: number | null, share: number, classesMissing: number): SplitMeasure => ({
  leaks: { exactPairs: 5, nearPairs, groupPairs: null, nearTrain: nearPairs === null ? null : share },
  spread: {
    labelsDistribution: 0,
    examplesDistribution: 0,
    classesMissing,
    boxShareError: { mean: share / 10, worst: share / 2 },
  },
});

function rowsOf(before: SplitMeasure, after: SplitMeasure): string[][] {
  const groups = { count: 0, images: 0, largest: 0 };
  const splitting: SplittingReport = { groups, groupBy: null, nearDuplicates: null, lock: null, before, after };
  const [, , ...rows] = formatSplitting({ splitting })[0]?.split('\n') ?? [];
  return rows.map((row) => row.split(/ {2,}/));
}

describe(formatSplitting, () => {
  it('prints leaks and spread of a random split and of this one, by row', () => {
    expect(rowsOf(measure(7, 0.5, 3), measure(0, 0.1, 1))).toEqual([
      ['pairs across splits: same bytes', '5', '5'],
      ['pairs across splits: near duplicates', '7', '0'],
      ['images of val and test like one of train', '50.0%', '10.0%'],
      ['boxes of a class off its share, mean', '5.0%', '1.0%'],
      ['boxes of a class off its share, worst', '25.0%', '5.0%'],
      ['classes that a split lacks', '3', '1'],
    ]);
  });

  it('leaves out what was not looked at', () => {
    const rows = rowsOf(measure(null, 0.5, 3), measure(null, 0.1, 1)).map(([name]) => name);
    expect(rows).toHaveLength(4);
    expect(rows).not.toContain('pairs across splits: near duplicates');
  });
});
