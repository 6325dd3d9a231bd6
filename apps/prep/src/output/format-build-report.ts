import { describeReason, type Reason, type SplitName, splitNames } from '@detectory/dataset';
import { joinUri } from '@detectory/storage';
import { formatTable, wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';
import { formatAttributes } from './format-attributes.js';
import { formatBalance } from './format-balance.js';
import { formatOversampling } from './format-oversampling.js';
import { formatSplitting } from './format-splitting.js';
import { formatVerification } from './format-verification.js';
import type { BuildSummary } from './summarise-build.js';

/** Under so many images a split's figures say little. */
const fewImages = 10;

/** What was built, as a person reads it. */
export function formatBuildReport(
  summary: BuildSummary,
  flags: { readonly balance?: string; readonly maxImages?: string; readonly labelAttribute?: string },
): string {
  return [
    formatClassTable(summary),
    '',
    ...formatSplitting(summary),
    ...formatBalance(summary, flags),
    ...formatOversampling(summary),
    ...formatAttributes(summary, flags),
    ...formatCounts('Left out', summary.dropped),
    ...formatCounts('Noted', summary.notes),
    ...formatVerification(summary.verification),
    ...formatWarnings(summary),
    `${countOf(summary.images, 'image')}, ${countOf(summary.boxes, 'box', 'boxes')} in ${summary.out}`,
    `  ${joinUri(summary.out, 'data.yaml')}`,
    `  ${joinUri(summary.out, 'dataset.json')}`,
  ].join('\n');
}

function formatClassTable({ classes, splits, balance, images, boxes, negatives }: BuildSummary): string {
  const names = splitNames.filter((name) => splits[name]);
  const isBalanced = balance !== null;
  const row = (name: string, before: string, after: string | number, of: (split: SplitName) => number): string[] => [
    name,
    ...(isBalanced ? [before] : []),
    String(after),
    ...names.map((split) => String(of(split))),
  ];
  const header = ['boxes of', ...(isBalanced ? ['before', 'balanced'] : ['all']), ...names];
  const rows = [
    header,
    ...classes.map((one) =>
      row(one.name, String(one.before.boxes), one.after.boxes, (split) => one.splits[split].boxes),
    ),
    row(
      'all boxes',
      String(classes.reduce((sum, one) => sum + one.before.boxes, 0)),
      boxes,
      (split) => splits[split]?.boxes ?? 0,
    ),
    row('images', '', images, (split) => splits[split]?.images ?? 0),
    row('of these without boxes', '', negatives, (split) => splits[split]?.negatives ?? 0),
  ];
  return formatTable(rows, { align: ['left', ...header.slice(1).map(() => 'right' as const)] });
}

function formatCounts(title: string, counts: Readonly<Partial<Record<string, number>>>): string[] {
  const entries = Object.entries(counts);
  if (entries.length === 0) return [];
  return [
    `${title}:`,
    ...entries.map(([reason, count]) =>
      wrapLine(`  ${String(count).padStart(6)}  ${describeReason(reason as Reason)} [${reason}]`, {
        indent: ' '.repeat(10),
      }),
    ),
  ];
}

function formatWarnings({ splits, classes }: BuildSummary): string[] {
  const small = splitNames.filter((name) => name !== 'train' && (splits[name]?.images ?? fewImages) < fewImages);
  const untrained = splits.train ? classes.filter((one) => one.after.boxes > 0 && one.splits.train.boxes === 0) : [];
  const lost = classes.filter((one) => one.before.boxes > 0 && one.after.boxes === 0);
  return [
    ...lost.map((one) => `Note: no image with ${one.name} is left; give it more room in --balance or --max-images.`),
    ...small.map(
      (name) => `Note: ${name} has only ${countOf(splits[name]?.images ?? 0, 'image')}; its figures will say little.`,
    ),
    ...untrained.map((one) => `Note: train has no box of ${one.name}.`),
  ];
}
