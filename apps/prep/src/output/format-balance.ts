import type { BalanceMeasures, ClassDeviation } from '@detectory/dataset';
import { formatTable, wrapLine } from '@detectory/terminal';
import type { BuildSummary } from './summarise-build.js';

/** What balancing reached: the measures before and after, the distance to the targets with its proof, and what is in its way. */
export function formatBalance(
  { balance, measures }: Pick<BuildSummary, 'balance' | 'measures'>,
  flags: { readonly balance?: string; readonly maxImages?: string },
): string[] {
  if (!balance) return [];
  const asked = flags.balance === undefined ? `--max-images ${flags.maxImages ?? ''}` : `--balance ${flags.balance}`;
  return [
    formatMeasures(measures),
    '',
    wrapLine(`${asked}: distance to the targets ${balance.cost.toFixed(3)}, ${describeGap(balance)}.`),
    ...balance.coOccurrence.map(({ className, atLeast, companion, companionBoxes }) =>
      wrapLine(
        `Note: ${className} cannot go below ${atLeast} boxes without ${companion} falling below ${companionBoxes}: they share images.`,
      ),
    ),
  ];
}

function formatMeasures({ before, after, imagesKept }: BuildSummary['measures']): string {
  const row = (name: string, of: (measures: BalanceMeasures) => string): string[] => [name, of(before), of(after)];
  const rows = [
    ['', 'before', 'balanced'],
    row('most to least frequent class', (one) => formatNumber(one.maxMinRatio)),
    row('mean imbalance (MeanIR)', (one) => formatNumber(one.meanImbalanceRatio)),
    row('its variation (CVIR)', (one) => formatNumber(one.imbalanceVariation)),
    row('evenness (1: all alike)', (one) => formatNumber(one.evenness)),
    row('mean distance to the target', ({ targetDeviation: deviation }) => formatPercent(deviation?.mean)),
    row('furthest below', ({ targetDeviation: deviation }) => formatClass(deviation?.worstUnder)),
    row('furthest above', ({ targetDeviation: deviation }) => formatClass(deviation?.worstOver)),
    ['images kept', '', formatPercent(imagesKept)],
  ];
  return formatTable(rows, { align: ['left', 'right', 'right'] });
}

function formatNumber(value: number | null): string {
  return value === null ? '-' : value.toFixed(value < 10 ? 2 : 0);
}

function formatPercent(share: number | undefined): string {
  return share === undefined ? '-' : `${(share * 100).toFixed(1)}%`;
}

function formatClass(worst: ClassDeviation | null | undefined): string {
  if (!worst) return '-';
  return `${worst.className} ${worst.deviation > 0 ? '+' : ''}${(worst.deviation * 100).toFixed(1)}%`;
}

function describeGap({ cost, bound, gap }: NonNullable<BuildSummary['balance']>): string {
  if (cost === 0) return 'the best possible';
  if (bound === 0) return 'with no proof how near that is to the best possible';
  return `at most ${(gap * 100).toFixed(2)}% of it avoidable (no choice has less than ${bound.toFixed(3)})`;
}
