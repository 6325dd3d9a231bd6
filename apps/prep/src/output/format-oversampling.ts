import { wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';
import type { BuildSummary } from './summarise-build.js';

/** What repeat-factor sampling added to train. */
export function formatOversampling({ oversample, classes }: BuildSummary): string[] {
  if (!oversample) return [];
  const { threshold, copies, boxesPerClass } = oversample;
  const asked = `--oversample rfs=${threshold}`;
  if (copies.length === 0)
    return [
      wrapLine(
        `${asked}: nothing to repeat, every class is in at least ${threshold * 100}% of train's images. A larger threshold repeats more.`,
      ),
    ];
  const photos = new Set(copies.map((copy) => copy.copyOf)).size;
  const before = ratioOf(classes.map((one) => one.splits.train.boxes));
  return [
    wrapLine(
      `${asked}: ${countOf(copies.length, 'copy', 'copies')} of ${countOf(photos, 'photo')} added to train; ` +
        `most to least frequent class there ${before} → ${ratioOf(boxesPerClass)}.`,
    ),
  ];
}

function ratioOf(boxesPerClass: readonly number[]): string {
  const drawn = boxesPerClass.filter((boxes) => boxes > 0);
  return drawn.length === 0 ? '-' : (Math.max(...drawn) / Math.min(...drawn)).toFixed(1);
}
