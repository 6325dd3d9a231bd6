import { problemReasons } from '../../model/reasons.js';
import { countOf, formatShare } from '@detectory/report-page';
import type { ReportFacts } from '../report-facts.js';
import type { ReportAnalysis } from './analyse-dataset.js';

/** Something that a person should look at, with the section that shows it. */
export interface Finding {
  readonly section: string;
  readonly title: string;
  readonly text: string;
}

/** More boxes in the largest class than so many times those of the smallest are worth balancing. */
const noteworthyRatio = 3;

/** What hurts training most, worst first. */
export function findWorst(facts: ReportFacts, analysis: ReportAnalysis): Finding[] {
  const finders = [findLeaks, findProblems, findUntrained, findImbalance, findAlike, findUnread];
  return finders.flatMap((find) => find(facts, analysis) ?? []);
}

function findLeaks(_: ReportFacts, { duplicates }: ReportAnalysis): Finding | undefined {
  const crossing = duplicates.filter((group) => group.crossesSplits).length;
  if (crossing === 0) return undefined;
  return {
    section: 'duplicates',
    title: `${countOf(crossing, 'group')} of look-alike photos ${crossing === 1 ? 'lies' : 'lie'} in several splits.`,
    text: 'Figures of val and test are too good until they are kept together.',
  };
}

function findProblems({ dataset }: ReportFacts): Finding | undefined {
  const wrong = Object.entries(dataset.dropped.counts).filter(
    ([reason]) => reason in problemReasons || reason === 'all-boxes-dropped',
  );
  const total = wrong.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  return {
    section: 'left-out',
    title: `${countOf(total, 'image')} left out because something is wrong.`,
    text: 'The reasons stand below, with pictures; most can be mended.',
  };
}

function findUntrained({ dataset }: ReportFacts, { classes }: ReportAnalysis): Finding | undefined {
  const lacking = (['train', 'val'] as const).flatMap((split) => {
    const count = classes.filter((one) => one.boxes > 0 && one.splits[split]?.boxes === 0).length;
    return dataset.splits[split] && count > 0
      ? [`${countOf(count, 'class', 'classes')} without a box in ${split}`]
      : [];
  });
  if (lacking.length === 0) return undefined;
  return {
    section: 'classes',
    title: `${lacking.join(', ')}.`,
    text: 'A class can be neither learnt nor judged without photos in both; three photos of each are the least.',
  };
}

function findImbalance({ dataset }: ReportFacts, { classes }: ReportAnalysis): Finding | undefined {
  const drawn = classes.filter((one) => one.boxes > 0).sort((a, b) => b.boxes - a.boxes);
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last || first.boxes < noteworthyRatio * last.boxes) return undefined;
  return {
    section: 'classes',
    title: `${first.name} has ${(first.boxes / last.boxes).toFixed(0)} times the boxes of ${last.name}.`,
    text: dataset.balance
      ? 'Whole photos that show several classes allow no more with this --balance: label more of the rare classes.'
      : 'Build with --balance, or label more of the rare classes.',
  };
}

function findAlike({ dataset }: ReportFacts, { diversity }: ReportAnalysis): Finding | undefined {
  const alike = diversity.filter((one) => one.verdict === 'alike').map((one) => dataset.classes[one.classIndex] ?? '');
  if (alike.length === 0) return undefined;
  return {
    section: 'diversity',
    title: `${countOf(alike.length, 'class', 'classes')} with photos that look alike: ${shorten(alike)}.`,
    text: 'A model learns the place instead of the thing. Photograph it elsewhere.',
  };
}

function findUnread({ images }: ReportFacts): Finding | undefined {
  const unread = images.filter((image) => !image.look).length;
  if (unread === 0) return undefined;
  return {
    section: 'boxes',
    title: `${countOf(unread, 'image')} could not be read (${formatShare(unread / images.length)}).`,
    text: 'Sizes, likeness and pictures are of the others. Pass --images with the folder that holds them.',
  };
}

function shorten(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
