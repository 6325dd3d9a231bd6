import type { ReportFacts } from '../report-facts.js';
import { type AnchorFit, measureAnchorFit } from './anchor-fit.js';
import { mapBoxCentres } from './box-positions.js';
import { type ClassCounts, countClasses } from './class-counts.js';
import { type CoOccurrence, countCoOccurrence } from './co-occurrence.js';
import { type Diversity, measureDiversity } from './diversity.js';
import { type DuplicateGroup, findNearDuplicates } from './near-duplicates.js';
import { checkPractice, type PracticeCheck } from './practice.js';
import { type SizeBin, sizeHistogram } from './size-histogram.js';
import { type SizedBox, sizeBoxes } from './sized-boxes.js';

/** Everything that the report says, as numbers. */
export interface ReportAnalysis {
  readonly classes: readonly ClassCounts[];
  readonly sized: readonly SizedBox[];
  readonly sizes: readonly SizeBin[];
  readonly positions: readonly number[];
  readonly fit: AnchorFit;
  /** By class; in the order of the classes. */
  readonly fitOfClass: readonly AnchorFit[];
  readonly diversity: readonly Diversity[];
  readonly duplicates: readonly DuplicateGroup[];
  readonly coOccurrence: CoOccurrence;
  readonly practice: readonly PracticeCheck[];
}

/** Pure: the same facts give the same numbers. */
export function analyseDataset(facts: ReportFacts): ReportAnalysis {
  const { images, imgsz, dataset } = facts;
  const classes = countClasses(dataset);
  const sized = sizeBoxes(facts);
  const fit = measureAnchorFit(sized);
  const diversity = measureDiversity(images, classes.length);
  const duplicates = findNearDuplicates(facts);
  const ofClass = Array.from(classes, (): SizedBox[] => []);
  for (const box of sized) ofClass[box.classIndex]?.push(box);
  return {
    classes,
    sized,
    sizes: sizeHistogram(sized, imgsz),
    positions: mapBoxCentres(images),
    fit,
    fitOfClass: ofClass.map((boxes) => measureAnchorFit(boxes)),
    diversity,
    duplicates,
    coOccurrence: countCoOccurrence(images, classes.length),
    practice: checkPractice({ facts, classes, sized, fit, diversity, duplicates }),
  };
}
