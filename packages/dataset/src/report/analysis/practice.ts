import { formatCount } from '@detectory/report-page';
import type { ReportFacts } from '../report-facts.js';
import { type AnchorFit, leastRecall } from './anchor-fit.js';
import type { ClassCounts } from './class-counts.js';
import type { Diversity } from './diversity.js';
import type { DuplicateGroup } from './near-duplicates.js';
import type { SizedBox } from './sized-boxes.js';

/** One of YOLOv5's recommendations against this dataset. */
export interface PracticeCheck {
  readonly topic: string;
  readonly wanted: string;
  readonly found: string;
  readonly verdict: 'met' | 'short' | 'unknown';
  /** What to do where it is not met. */
  readonly advice: string;
}

export interface PracticeInput {
  readonly facts: ReportFacts;
  readonly classes: readonly ClassCounts[];
  readonly sized: readonly SizedBox[];
  readonly fit: AnchorFit;
  readonly diversity: readonly Diversity[];
  readonly duplicates: readonly DuplicateGroup[];
}

/** "Tips for Best Training Results" of YOLOv5's documentation. */
export const wantedImagesPerClass = 1500;
export const wantedBoxesPerClass = 10_000;
export const mostBackgrounds = 0.1;
/** YOLOv5's autoanchor warns of boxes under so many pixels at imgsz. */
export const leastBoxSidePx = 3;

/** In the order in which the page shows them. */
export function checkPractice(input: PracticeInput): PracticeCheck[] {
  return [
    checkPerClass(input.classes, 'images', wantedImagesPerClass),
    checkPerClass(input.classes, 'boxes', wantedBoxesPerClass),
    checkBackgrounds(input.facts),
    checkVariety(input.diversity),
    checkLeaks(input),
    checkSmallBoxes(input),
    checkAnchors(input.fit),
  ];
}

function checkPerClass(classes: readonly ClassCounts[], unit: 'images' | 'boxes', wanted: number): PracticeCheck {
  const enough = classes.filter((one) => one[unit] >= wanted).length;
  const least = classes.reduce((low, one) => Math.min(low, one[unit]), Number.POSITIVE_INFINITY);
  return {
    topic: unit === 'images' ? 'Images per class' : 'Boxes per class',
    wanted: `at least ${formatCount(wanted)}`,
    found: `${enough} of ${classes.length} classes have them; the rarest has ${formatCount(classes.length > 0 ? least : 0)}`,
    verdict: enough === classes.length ? 'met' : 'short',
    advice:
      'The figure is for training from nothing; fine-tuning of pretrained weights does with less. Label the rarest classes first.',
  };
}

function checkBackgrounds({ dataset }: ReportFacts): PracticeCheck {
  const splits = Object.values(dataset.splits);
  const images = splits.reduce((sum, split) => sum + split.images, 0);
  const negatives = splits.reduce((sum, split) => sum + split.negatives, 0);
  const share = images > 0 ? negatives / images : 0;
  return {
    topic: 'Background images',
    wanted: '0 to 10 % of the images',
    found: `${(share * 100).toFixed(1)} % (${negatives} of ${images})`,
    verdict: share <= mostBackgrounds ? 'met' : 'short',
    advice: 'Build with --negatives 10% to keep no more.',
  };
}

function checkVariety(diversity: readonly Diversity[]): PracticeCheck {
  const alike = diversity.filter((one) => one.verdict === 'alike').length;
  return {
    topic: 'Image variety',
    wanted: 'many times of day, angles, lights, cameras',
    found: diversity.length > 0 ? `${alike} of ${diversity.length} measured classes look alike` : 'not measured',
    verdict: diversity.length === 0 ? 'unknown' : alike === 0 ? 'met' : 'short',
    advice: 'Take photos elsewhere, in other light and from other angles; more of the same ones add little.',
  };
}

function checkLeaks({ facts, duplicates }: PracticeInput): PracticeCheck {
  const crossing = duplicates.filter((group) => group.crossesSplits).length;
  const isKnown = facts.images.some((image) => image.look?.dHash !== undefined);
  return {
    topic: 'Splits kept apart',
    wanted: 'no photo in one split that looks the same as one in another',
    found: isKnown ? `${crossing} near-duplicate groups lie in several splits` : 'not measured',
    verdict: isKnown ? (crossing === 0 ? 'met' : 'short') : 'unknown',
    advice: 'Build with --group-near-duplicates; until then figures of val and test are too good.',
  };
}

function checkSmallBoxes({ facts, sized }: PracticeInput): PracticeCheck {
  const small = sized.filter((box) => Math.min(box.widthPx, box.heightPx) < leastBoxSidePx).length;
  return {
    topic: 'Boxes large enough to see',
    wanted: `no side under ${leastBoxSidePx} px at ${facts.imgsz}`,
    found: sized.length > 0 ? `${small} of ${sized.length} boxes are smaller` : 'not measured',
    verdict: sized.length === 0 ? 'unknown' : small === 0 ? 'met' : 'short',
    advice: 'Train with a larger --imgsz, cut photos into tiles, or leave these boxes out.',
  };
}

function checkAnchors({ recall }: AnchorFit): PracticeCheck {
  return {
    topic: 'Anchor fit',
    wanted: `best possible recall of at least ${leastRecall}`,
    found: recall === undefined ? 'not measured' : recall.toFixed(4),
    verdict: recall === undefined ? 'unknown' : recall >= leastRecall ? 'met' : 'short',
    advice: 'Nothing to do: YOLOv5 computes anchors of its own at the start of training.',
  };
}
