import { createStorage } from '@detectory/storage';
import { join } from 'node:path';
import { buildDataset } from '../src/adapters/index.js';
import { parseNegativesPolicy } from '../src/select/negatives-policy.js';
import { parseSplitSpec } from '../src/split/parse-split-spec.js';
import { makePhoto, makePng } from './make-image.js';
import { type JobImage, makeJob } from './make-job.js';

export interface ReportDataset {
  readonly dir: string;
  /** The dataset's folder. */
  readonly place: string;
  /** Where the original photos lie. */
  readonly images: string;
}

/** A class whose name would be a script, were it not escaped. */
export const hostileClass = '<img src=x onerror=alert(1)>';

/**
 * A dataset with something for each part of a report: two classes that come together and one alone, photos that look the same
 * (pairs of seeds), a background, a photo that is missing, one that is cut off, a box outside of its image.
 */
export async function makeReportDataset(): Promise<ReportDataset> {
  const job = await makeJob([
    ...Array.from({ length: 24 }, (_, i) => makeImage(i)),
    { key: 'missing.png', boxes: [['drill', 1, 1, 20, 20]], size: [72, 64] },
    { key: 'cut.png', boxes: [['drill', 1, 1, 20, 20]], size: [72, 64], bytes: makePhoto(99).subarray(0, 120) },
  ]);
  const place = join(job.dir, 'dataset');
  await buildDataset({
    storage: createStorage(),
    manifests: [job.manifest],
    images: job.images,
    out: place,
    copy: 'copy',
    split: parseSplitSpec('60/20/20'),
    seed: 0,
    negatives: parseNegativesPolicy('keep'),
    onBad: 'skip',
    exif: 'auto',
    tool: { name: 'detectory-prep', version: '0.0.0' },
    recordedOptions: { split: '60/20/20' },
  });
  return { dir: job.dir, place, images: job.images };
}

function makeImage(i: number): JobImage {
  const key = `${String(i).padStart(2, '0')}.png`;
  if (i === 23) return { key, boxes: [], bytes: makePng(64, 48, 40) };
  const drill = ['drill', 2 + i, 4, 20, 16] as const;
  const saw = ['saw', 10, 20, 8, 24] as const;
  const outside = ['drill', 200, 200, 9, 9] as const;
  const boxes = i % 3 === 2 ? [[hostileClass, 5, 5, 30, 30] as const] : [drill, saw, ...(i === 0 ? [outside] : [])];
  // Pairs look the same without being the same bytes.
  return { key, boxes, size: [72, 64], bytes: makePhoto(Math.floor(i / 2), (i % 2) * 6) };
}
