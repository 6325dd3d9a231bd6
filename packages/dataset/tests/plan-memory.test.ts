import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { LabelCollector } from '../src/ground-truth/label-collector.js';
import type { Labels } from '../src/ground-truth/labels.js';
import { stableHash } from '../src/model/stable-hash.js';
import type { ImageFacts } from '../src/plan/examine-image.js';
import { planDataset } from '../src/plan/plan-dataset.js';
import type { PlanOptions } from '../src/plan/plan-options.js';
import { parseBalanceSpec } from '../src/select/parse-balance-spec.js';
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

function collectLabels(): Labels {
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
  return collector.finish();
}

/** As a scan finds them; every tenth image resembles the one before. */
function collectFacts(): ImageFacts[] {
  return Array.from({ length: images }, (_, i) => ({
    header: { format: 'jpeg', storedWidthPx: 640, storedHeightPx: 480, orientation: 1 },
    trainerOrientation: 1,
    openCvOrientation: 1,
    sha256: stableHash(`bytes of ${i}`),
    sizeBytes: 1000 + i,
    flaws: [],
    mustMend: false,
    dHash: stableHash(`look of ${i % 10 === 9 ? i - 1 : i}`, 16),
  }));
}

const base: PlanOptions = {
  split: parseSplitSpec('80/10/10'),
  seed: 0,
  negatives: parseNegativesPolicy('keep'),
  onBad: 'strict',
  exif: 'auto',
};

describe(planDataset, () => {
  it.each<[what: string, options: PlanOptions, withFacts?: boolean]>([
    ['when all images stay', base],
    ['when nine of ten are left out', { ...base, maxImages: images / 10 }],
    ['when classes are balanced', { ...base, balance: parseBalanceSpec('equal') }],
    ['when negatives are left out', { ...base, negatives: parseNegativesPolicy('drop') }],
    ['when near duplicates are grouped', { ...base, nearDistance: 2 }, true],
  ])(
    `keeps at most ${mostBytesPerImage} bytes an image beyond labels and facts %s`,
    async (_, options, withFacts = false) => {
      const labels = collectLabels();
      const scan = withFacts ? collectFacts() : undefined;
      // Compiled code stays too, and is none of the plan's.
      await planDataset(labels, scan, options);
      const before = await usedBytes();
      const plan = await planDataset(labels, scan, options);
      const bytesPerImage = ((await usedBytes()) - before) / images;
      expect(plan.images.length + plan.dropped.length).toBe(images);
      expect(bytesPerImage).toBeLessThan(mostBytesPerImage);
    },
    120_000,
  );
});
