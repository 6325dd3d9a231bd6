import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import { planDataset } from '../src/plan/plan-dataset.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { toLine } from './make-job.js';

const images = 30_000;
const mostBytesPerImage = 64;

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe(planDataset, () => {
  it(`keeps at most ${mostBytesPerImage} bytes an image beyond the labels`, async () => {
    const collector = new LabelCollector();
    collector.startManifest('output.manifest');
    for (let i = 0; i < images; i++)
      collector.addLine(
        toLine({
          key: `photos/${i}.jpg`,
          size: [640, 480],
          boxes: Array.from({ length: i % 6 }, (_, b) => [`class ${(i + b) % 20}`, b, i % 400, 30, 40] as const),
        }),
        i + 1,
      );
    const labels = collector.finish();
    const options = {
      split: parseSplitSpec('80/10/10'),
      seed: 0,
      negatives: parseNegativesPolicy('keep'),
      onBad: 'strict',
      exif: 'auto',
    } as const;
    // Compiled code stays too, and is none of the plan's.
    await planDataset(labels, undefined, options);
    const before = usedBytes();
    const plan = await planDataset(labels, undefined, options);
    expect((usedBytes() - before) / images).toBeLessThan(mostBytesPerImage);
    expect(plan.images.at(-1)).toMatchObject({ fileName: `${images - 1}.jpg`, boxes: (images - 1) % 6 });
  }, 60_000);
});
