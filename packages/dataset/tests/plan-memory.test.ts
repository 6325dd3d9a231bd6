import { setTimeout as sleep } from 'node:timers/promises';
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

/** What is still used when nothing is left to collect: arrays' memory is given back some time after a collection. */
async function usedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = Infinity;
  for (let round = 0; round < 8; round++) {
    collect();
    await sleep(25);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
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
    const before = await usedBytes();
    const plan = await planDataset(labels, undefined, options);
    expect(((await usedBytes()) - before) / images).toBeLessThan(mostBytesPerImage);
    expect(plan.images.at(-1)).toMatchObject({ fileName: `${images - 1}.jpg`, boxes: (images - 1) % 6 });
  }, 60_000);
});
