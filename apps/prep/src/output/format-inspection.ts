import { describeReason, formatProblem, type Reason } from '@detectory/dataset';
import { type TerminalStyle, wrapLine } from '@detectory/terminal';
import { countOf } from './count-of.js';
import { listAttributes } from './format-attributes.js';
import { formatBoxSizes } from './format-box-sizes.js';
import { formatClassTable } from './format-class-table.js';
import { formatVerification } from './format-verification.js';
import { quoteArgument } from './quote-argument.js';
import type { InspectSummary } from './summarise-labels.js';

export interface InspectedPlaces {
  readonly manifests: readonly string[];
  readonly from: string | undefined;
  readonly images: string | undefined;
  readonly labels: string | undefined;
}

const sizesShown = 5;

/** The inspection as a person reads it: what there is, the classes, what is wrong, what to do next. */
export function formatInspection(summary: InspectSummary, places: InspectedPlaces, style: TerminalStyle): string {
  const text = [
    ...formatLines(summary),
    '',
    formatClassTable(summary.classes, style),
    ...formatImbalance(summary),
    ...formatBoxSizes(summary.boxSizes, style),
    ...formatProblems(summary),
    '',
    ...formatVerification(summary.verification),
    formatNextStep(summary, places),
  ].join('\n');
  return style.canUnicode ? text : text.replace(/[×…]/g, (sign) => (sign === '×' ? 'x' : '...'));
}

function formatLines(summary: InspectSummary): string[] {
  const { manifests, lines, boxes, sizes, attributes, failureReasons, notes } = summary;
  const name = manifests.map((manifest) => manifest.name).join(', ');
  const shown = sizes.slice(0, sizesShown).map(({ size, images }) => `${size} (${images})`);
  const more = sizes.length > sizesShown ? `, and ${sizes.length - sizesShown} more` : '';
  return [
    `${name}: ${countOf(lines.total, 'line')}, ${countOf(lines.labelled, 'labelled image')}, ${countOf(boxes, 'box', 'boxes')}`,
    `  without boxes    ${lines.empty} (confirmed empty: good negatives)`,
    ...formatCounts(lines.excluded),
    ...Object.entries(failureReasons).map(([reason, count]) => `                   ${count} × ${reason}`),
    ...formatCounts(notes),
    `  label attribute  ${listAttributes(attributes) || 'none'}`,
    `  image sizes      ${shown.join(', ')}${more}`,
    ...formatBuckets(summary),
  ];
}

function formatBuckets({ buckets }: InspectSummary): string[] {
  const counts = Object.entries(buckets).map(([bucket, images = 0]) => `${bucket} (${images})`);
  return counts.length > 1 ? [`  buckets          ${counts.join(', ')}`] : [];
}

function formatCounts(counts: Readonly<Partial<Record<string, number>>>): string[] {
  return Object.entries(counts).map(([reason, count]) =>
    wrapLine(`  ${String(count).padStart(15)}  ${describeReason(reason as Reason)} [${reason}]`, {
      indent: ' '.repeat(19),
    }),
  );
}

function formatImbalance({ imbalance, classes }: InspectSummary): string[] {
  const missing = classes.filter((one) => one.boxes === 0).length;
  return [
    ...(imbalance === null
      ? []
      : ['', `Imbalance: the most frequent class has ${formatRatio(imbalance)} times the boxes of the rarest.`]),
    ...(missing > 0 ? [`${missing} of ${classes.length} classes have no box here.`] : []),
  ];
}

function formatRatio(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 1 : 0);
}

function formatProblems({ problems, firstProblems, manifests }: InspectSummary): string[] {
  const total = Object.values(problems).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total === 0) return [];
  return [
    '',
    `${countOf(total, 'problem')}:`,
    ...formatCounts(problems),
    ...firstProblems.map((problem) => `  ${formatProblem(problem, manifests)}`),
    ...(total > firstProblems.length ? [`  … and ${total - firstProblems.length} more`] : []),
  ];
}

function formatNextStep(
  { lines, imbalance, problems }: InspectSummary,
  { manifests, from, images, labels }: InspectedPlaces,
): string {
  if (lines.labelled === 0) return 'Next: nothing is labelled yet; let the labelling job finish.';
  if ((problems['image-missing'] ?? 0) >= lines.labelled)
    return 'Next: not one of the images was found; pass --images with the folder that holds them.';
  const words = [
    'detectory-prep build',
    ...manifests.map(quoteArgument),
    ...(from === undefined ? [] : ['--from', from]),
    ...(labels === undefined ? [] : ['--labels', quoteArgument(labels)]),
    '--images',
    images === undefined ? '<folder>' : quoteArgument(images),
    ...(imbalance !== null && imbalance > 3 ? ['--balance max-ratio=3'] : []),
    ...(Object.keys(problems).length > 0 ? ['--on-bad skip'] : []),
    '--out dataset',
  ];
  return `Next: ${words.join(' ')}`;
}
