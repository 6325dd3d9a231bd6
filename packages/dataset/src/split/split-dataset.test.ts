import { describe, expect, it } from 'vitest';
import { parseGroupBy } from '../groups/group-by.js';
import { parseSplitSpec } from './parse-split-spec.js';
import { splitDataset } from './split-dataset.js';

describe(splitDataset, () => {
  it('keeps images with the same bytes together across the groups of --group-by, and with them the groups', () => {
    // Twenty groups of two; the second image of each has a copy in the group ten further on.
    const images = Array.from({ length: 40 }, (_, i) => ({
      sourceRef: `s3://b/${i}.jpg`,
      classCounts: [[0, 1]] as const,
      manifestGroup: `g${i >> 1}`,
      sha256: i % 2 ? `copied ${i % 20}` : `own ${i}`,
    }));
    const options = { split: parseSplitSpec('60/20/20'), seed: 0, groupBy: parseGroupBy('key=video') };
    const { splits, report } = splitDataset(images, 1, options);
    for (let i = 0; i < 20; i++) expect(splits[i + 20]).toBe(splits[i]);
    for (let i = 0; i < 40; i += 2) expect(splits[i + 1]).toBe(splits[i]);
    expect(report.groups).toEqual({ count: 10, images: 40, largest: 4 });
    expect(report.after.leaks).toMatchObject({ exactPairs: 0, groupPairs: 0 });
  });

  it('records label and example distributions and missing classes of the split beside those of a random one', () => {
    const images = Array.from({ length: 30 }, (_, i) => ({
      sourceRef: `s3://b/${i}.jpg`,
      classCounts: [[i < 3 ? 1 : 0, 1]] as const,
      sha256: `${i}`,
    }));
    const { report } = splitDataset(images, 2, { split: parseSplitSpec('80/10/10'), seed: 0 });
    expect(report.after.spread).toMatchObject({ examplesDistribution: 0, classesMissing: 0 });
    expect(report.before.spread.classesMissing).toBeGreaterThan(0);
    // The rare class is in one image of each split: odds of 1/23, 1/2 and 1/2 beside 3/27; the other's are 23, 2, 2 and 9.
    expect(report.after.spread.labelsDistribution).toBeCloseTo(4.8076, 4);
  });
});
